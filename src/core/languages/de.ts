// German.
import { stemmer } from '@orama/stemmers/german';
import { type Language, nameMap, wordMap, wordSet } from './lexicon.ts';

export const de: Language = {
  code: 'de',
  stem: stemmer,
  stopWords: wordSet(
    'aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bereits bin bis',
    'da dabei dadurch dafür dagegen daher damit danach dann daran darauf darum das dass dazu dein dem den denn der des deshalb',
    'die dies diese diesem diesen dieser dieses doch dort du durch eigenen ein eine einem einen einer eines einige er erst es',
    'etwa etwas euch euer fast für gegen gibt hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren',
    'ihrer im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinem keinen keiner können könnte laut',
    'machen macht man mehr mein mit muss müssen nach neben neue neuen neuer neues nicht nichts noch nun nur ob oder ohne',
    'sehr sei seien sein seine seinem seinen seiner seit selbst sich sie sind so soll sollen sollte sondern sonst sowie trotz',
    'über um und uns unser unter viel viele vom von vor während war waren warum was wegen weil weiter weitere welche wenn wer',
    'werden wie wieder will wir wird wo wollen worden wurde wurden würde zu zum zur zwar zwei zwischen',
  ),
  turns: wordSet(
    'reagiert reagieren reaktion weist zurück zurückgewiesen dementiert dementieren bestreitet verteidigt',
    'kritisiert kritisieren verurteilt verurteilen fordert fordern lobt begrüßt bestätigt bestätigen entschuldigt',
    'nachdem folgen später trotz angesichts droht',
  ),
  nameLinks: wordSet('der des die für und von'),
  shortNames: nameMap(
    'eu: europäische union',
    'un: vereinte nationen',
    'uno: vereinte nationen',
    'ezb: europäische zentralbank',
    'iwf: internationaler währungsfonds',
    'iaea: internationale atomenergiebehörde',
    'dfb: deutscher fußball bund',
  ),
  days: wordSet('montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag'),
  sameAs: wordMap(
    'usa: amerika amerikanisch amerikanische amerikanischen amerikanischer',
    'russland: russisch russische russischen russischer russlands',
    'ukraine: ukrainisch ukrainische ukrainischen ukrainischer',
    'china: chinesisch chinesische chinesischen chinesischer',
    'frankreich: französisch französische französischen französischer',
    'deutschland: deutsch deutsche deutschen deutscher',
  ),
};
