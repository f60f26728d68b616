// What the chat platforms' own parts say in German.
import type { Wording } from '../wording.ts';

export const dePlatform: Wording['platform'] = {
  next: 'Als Nächstes: {summit}, {date}',
  share: 'Allen zeigen',
  sharedBy: 'Gezeigt von {user}',
  mayNotWrite: 'In diesem Kanal dürfen Sie nicht schreiben.',
  elsewhereTitle: 'Summit Watch arbeitet in den Kanälen eines Servers',
  elsewhere: 'Bitte geben Sie den Befehl dort ein.',
  notInTitle: 'Ich bin nicht auf diesem Server',
  notIn: 'Wer ihn verwaltet, kann mich hinzufügen; dann geht der Befehl hier.',
  outdatedTitle: 'Dieser Knopf oder Befehl stammt aus einer älteren Version',
  outdated: 'Bitte geben Sie den Befehl neu ein: /summit-help nennt alle.',
  failedTitle: 'Das hat nicht geklappt',
  failed: 'Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es in einer Minute noch einmal.',
  startingTitle: 'Der Bot startet noch',
  starting: 'Bitte versuchen Sie es gleich noch einmal.',
  ok: 'OK',
  cancel: 'Abbrechen',
  close: 'Schließen',
  oneMoment: 'Einen Moment',

  // App Home and windows.
  homeLookUp: 'Ein Treffen nachschlagen',
  homeChannels: 'Ihre Kanäle',
  homeNoChannels: 'Noch folgt keiner Ihrer Kanäle einem Thema. Geben Sie in einem davon /summit-subscribe ein.',
  homeNoRight:
    'Ihre Kanäle lassen sich nicht zeigen: Wer Summit Watch betreibt, muss die App neu installieren, mit dem Recht zu sehen, in welchen Kanälen Sie sind.',
  homeFollow: 'Einem Thema folgen',
  homeMute: 'Stummschalten',
  homeSettings: 'Ändern, wie erzählt wird',

  givenTwice: '„{option}“ steht zweimal da; schreiben Sie es einmal.',
  noValue: '„{option}:“ hat keinen Wert; schreiben Sie {option}:WERT.',
  noSuchOption: 'Eine Option „{typed}“ gibt es nicht; schreiben Sie {option}:WERT.',
  takesNoWords: 'Nach /{command} kommen keine Wörter.',
  wordTooMany: '„{word}“ ist ein Wort zu viel; setzen Sie, was zusammengehört, in Anführungszeichen: {usage}.',
  optionMissing: '„{option}“ fehlt: {usage}.',
  notAChoice: '„{typed}“ ist für {option} nicht möglich, wohl aber: {choices}.',
  notANumber: '„{typed}“ ist für {option} keine ganze Zahl.',
};
