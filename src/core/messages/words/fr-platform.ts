// What the chat platforms' own parts say in French.
import type { Wording } from '../wording.ts';

export const frPlatform: Wording['platform'] = {
  next: 'Prochainement : {summit}, {date}',
  share: 'Partager',
  sharedBy: 'Partagé par {user}',
  mayNotWrite: 'Vous ne pouvez pas écrire dans ce canal.',
  elsewhereTitle: 'Summit Watch travaille dans les canaux d’un serveur',
  elsewhere: 'Veuillez y utiliser cette commande.',
  notInTitle: 'Je ne suis pas sur ce serveur',
  notIn: 'Ceux qui le gèrent peuvent m’ajouter ; la commande marchera alors ici.',
  outdatedTitle: 'Ce bouton ou cette commande vient d’une version antérieure',
  outdated: 'Veuillez saisir la commande à nouveau : /summit-help les donne toutes.',
  failedTitle: 'Cela n’a pas marché',
  failed: 'La faute est de notre côté et a été notée. Veuillez réessayer dans une minute.',
  startingTitle: 'Le bot démarre encore',
  starting: 'Veuillez réessayer dans un instant.',
  ok: 'OK',
  cancel: 'Annuler',
  close: 'Fermer',
  oneMoment: 'Un instant',

  // App Home and windows.
  homeLookUp: 'Chercher une rencontre',
  homeChannels: 'Vos canaux',
  homeNoChannels: 'Aucun de vos canaux ne suit encore de sujet. Saisissez /summit-subscribe dans l’un d’eux.',
  homeNoRight:
    'Vos canaux ne peuvent être affichés : l’exploitant de Summit Watch doit réinstaller l’application, avec le droit de voir dans quels canaux vous êtes.',
  homeFollow: 'Suivre un sujet',
  homeMute: 'Mettre en sourdine',
  homeSettings: 'Changer la façon d’informer',

  givenTwice: '« {option} » est donné deux fois ; écrivez-le une fois.',
  noValue: '« {option}: » n’a pas de valeur ; écrivez {option}:VALEUR.',
  noSuchOption: 'Il n’y a pas d’option « {typed} » ; écrivez {option}:VALEUR.',
  takesNoWords: '/{command} ne prend pas de mots après elle.',
  wordTooMany: '« {word} » est de trop ; mettez entre guillemets les mots qui vont ensemble : {usage}.',
  optionMissing: '« {option} » manque : {usage}.',
  notAChoice: '« {typed} » n’est pas possible pour {option} ; choisissez parmi {choices}.',
  notANumber: '« {typed} » n’est pas un nombre entier pour {option}.',
};
