// Spanish.
import { stemmer } from '@orama/stemmers/spanish';
import { type Language, nameMap, wordMap, wordSet } from './lexicon.ts';

export const es: Language = {
  code: 'es',
  stem: stemmer,
  stopWords: wordSet(
    'a ahora al algo alguna algunas alguno algunos ante antes aquel aquella así aún aunque bajo bien cada casi como cómo con',
    'contra cual cuál cuando cuándo cuatro de del desde después donde dónde dos durante e el él ella ellas ellos en entre era',
    'eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había han hasta hay hace hacia hoy la',
    'las le les lo los más me mi mientras mis mismo mucho muy nada ni no nos nosotros nuestra nuestro nueva nuevas nuevo',
    'nuevos o otra otras otro otros para pero poco por porque qué que quien quién se sea según ser será si sí sido sin sino',
    'sobre son su sus también tan tanto te tiene tienen todo toda todas todos tras tu tus un una unas uno unos va vez y ya yo',
  ),
  turns: wordSet(
    'reacciona reaccionan reacción reacciones rechaza rechazan niega niegan desmiente defiende critica critican',
    'condena condenan exige responde responden elogia celebra confirma confirman disculpa tras después secuelas',
    'consecuencias pese replica',
  ),
  nameLinks: wordSet('de del la las los y para'),
  shortNames: nameMap(
    'onu: naciones unidas',
    'ue: unión europea',
    'otan: organización tratado atlántico norte',
    'bce: banco central europeo',
    'fmi: fondo monetario internacional',
    'oms: organización mundial salud',
  ),
  days: wordSet('lunes martes miércoles jueves viernes sábado domingo'),
  sameAs: wordMap(
    'eeuu: estadounidense estadounidenses eu',
    'rusia: ruso rusa rusos rusas',
    'ucrania: ucraniano ucraniana ucranianos ucranianas',
    'china: chino chinos chinas',
    'alemania: alemán alemana alemanes',
  ),
};
