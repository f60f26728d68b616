// Polish; its stemmer is a plain cutting of case and number endings, since no kept one exists.
import { type Language, nameMap, wordMap, wordSet } from './lexicon.ts';

const ENDINGS =
  'owaniami owaniach owania owaniu owanie iejszych owskiego owskiemu skiego skiemu owego owemu owych owymi ościami ościach ości ość ' +
  'iami iach ami ach ego emu ych ymi ich imi owi ową owej owa owe owy iego iemu iej iom ów om em im ie ia iu ią ię ej ą ę y i u o a e';
const LONGEST_FIRST = ENDINGS.split(' ').sort((a, b) => b.length - a.length);

function stem(word: string): string {
  for (const ending of LONGEST_FIRST) {
    if (word.length - ending.length >= 4 && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

export const pl: Language = {
  code: 'pl',
  stem,
  stopWords: wordSet(
    'a aby albo ale ani aż bardziej bardzo bez bo być był była było były będą będzie chce chcą choć co coraz czy czyli dla do',
    'dwa gdy gdzie go i ich ile im inne inny innych ja jak jaka jaki jako je jednak jego jej jemu jest jeszcze jeśli już każdy',
    'kiedy kilka kto która które którego której który których którzy lub ma mają mi między mimo może można mu na nad nam nas',
    'nasz nawet nic nie nich nim niż no nowa nowe nowy nowych o od on ona one oni oraz po pod podczas ponad poza przed przede',
    'przez przy raz się są są swój swoje swojej swoich ta tak także tam te tego tej temu ten też to tu tych tylko tym u w we',
    'wciąż według wiele więc więcej wobec wszystkich wszystko z za zaś został została zostały ze że żeby',
  ),
  turns: wordSet(
    'reaguje reagują reakcja reakcje odrzuca odrzucają zaprzecza dementuje broni krytykuje krytykują potępia',
    'potępiają żąda wzywa odpowiada odpowiadają chwali potwierdza potwierdzają przeprasza następstwa skutki mimo',
    'pomimo',
  ),
  nameLinks: wordSet('i do na rzecz dla'),
  shortNames: nameMap(
    'onz: organizacja narodów zjednoczonych',
    'ue: unia europejska',
    'mfw: międzynarodowy fundusz walutowy',
    'ebc: europejski bank centralny',
  ),
  days: wordSet('poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę'),
  sameAs: wordMap(
    'usa: amerykański amerykańska amerykańskie amerykańskich',
    'rosja: rosji rosję rosją rosyjski rosyjska rosyjskie rosyjskich rosjanie rosjan',
    'ukraina: ukrainy ukrainie ukrainę ukraińcy ukraiński ukraińska ukraińskie ukraińskich',
    'niemcy: niemiec niemczech niemiecki niemiecka niemieckie niemieckich',
    'chiny: chin chinach chiński chińska chińskie chińskich',
  ),
};
