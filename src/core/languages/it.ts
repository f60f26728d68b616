// Italian.
import { stemmer } from '@orama/stemmers/italian';
import { type Language, nameMap, wordMap, wordSet } from './lexicon.ts';

export const it: Language = {
  code: 'it',
  stem: stemmer,
  stopWords: wordSet(
    'a abbiamo ad agli ai al alla alle allo altra altre altri altro anche ancora anni anno c che chi ci ciò col come con',
    'contro cosa così cui d da dagli dai dal dalla dalle dallo degli dei del dell della delle dello dentro deve di dopo dove',
    'due durante e è ecco ed era erano essere fa fare fino fra già gli ha hanno i il in io l la le lei li lo loro lui ma mai',
    'me meno mentre mi mia mio molto ne negli nei nel nell nella nelle nello no noi non nostra nostro nuova nuove nuovi nuovo',
    'o oggi ogni ora per perché però più poi prima può qua quale quando quanto quasi quella quelle quelli quello questa',
    'queste questi questo qui sarà se sei senza si sia sì solo sono sopra sotto sta stata stati stato su sua sue sugli sui sul',
    'sulla sulle suo suoi tra tre tu tutta tutte tutti tutto un una uno va verso vi via',
  ),
  turns: wordSet(
    'reagisce reagiscono reazione reazioni respinge respingono smentisce smentiscono nega difende critica criticano',
    'condanna condannano chiede risponde rispondono elogia accoglie conferma confermano scusa dopo conseguenze',
    'nonostante replica',
  ),
  nameLinks: wordSet('di del della dei delle e per'),
  shortNames: nameMap(
    'onu: nazioni unite',
    'ue: unione europea',
    'bce: banca centrale europea',
    'fmi: fondo monetario internazionale',
    'oms: organizzazione mondiale sanità',
  ),
  days: wordSet('lunedì martedì mercoledì giovedì venerdì sabato domenica'),
  sameAs: wordMap(
    'usa: americano americana americani americane',
    'russia: russo russa russi russe',
    'ucraina: ucraino ucraini ucraine',
    'cina: cinese cinesi',
    'germania: tedesco tedesca tedeschi tedesche',
  ),
};
