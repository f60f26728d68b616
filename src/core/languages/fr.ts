// French.
import { stemmer } from '@orama/stemmers/french';
import { type Language, nameMap, wordMap, wordSet } from './lexicon.ts';

export const fr: Language = {
  code: 'fr',
  stem: stemmer,
  stopWords: wordSet(
    'a à afin ai ainsi alors après as au aucun aujourd aussi autre autres aux avant avec avoir bien c car ce ceci cela celle',
    'celles celui cependant ces cet cette ceux chaque chez ci comme comment contre d dans de déjà depuis derrière des dès deux',
    'devant doit donc dont du elle elles en encore entre est et étaient était été être eu eux fait faut font hui il ils j je',
    'jusqu l la là le les leur leurs lors lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni nos notre nous',
    'nouveau nouveaux nouvelle nouvelles on ont or ou où par parce parmi pas pendant peu peut plus plusieurs pour pourquoi',
    'près puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si soit son sont sous sur t ta te',
    'tes toi ton tous tout toute toutes très trop tu un une va vers veut via voici voilà vos votre vous y',
  ),
  turns: wordSet(
    'réagit réagissent réaction réactions rejette rejettent dément démentent nie défend critique critiquent',
    'condamne condamnent exige appelle salue confirme confirment excuse après lendemain suites conséquences malgré',
    'réplique répond répondent',
  ),
  nameLinks: wordSet('de du des la le l d et pour'),
  shortNames: nameMap(
    'onu: nations unies',
    'ue: union européenne',
    'otan: organisation traité atlantique nord',
    'bce: banque centrale européenne',
    'fmi: fonds monétaire international',
    'oms: organisation mondiale santé',
  ),
  days: wordSet('lundi mardi mercredi jeudi vendredi samedi dimanche'),
  sameAs: wordMap(
    'usa: américain américaine américains américaines',
    'russie: russe russes',
    'ukraine: ukrainien ukrainienne ukrainiens ukrainiennes',
    'chine: chinois chinoise chinoises',
    'allemagne: allemand allemande allemands allemandes',
    'france: français française françaises',
  ),
};
