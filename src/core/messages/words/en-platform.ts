// What the chat platforms' own parts say in English: buttons, forms, faults of typing.
export const enPlatform = {
  next: 'Next: {summit}, {date}',
  share: 'Share',
  sharedBy: 'Shared by {user}',
  mayNotWrite: 'You may not write in this channel.',
  elsewhereTitle: 'Summit Watch works in the channels of a server',
  elsewhere: 'Please use this command there.',
  notInTitle: 'I am not in this server',
  notIn: 'Whoever manages it can add me; then the command works here.',
  outdatedTitle: 'This button or command is from an older version',
  outdated: 'Please type the command anew: /summit-help lists them.',
  failedTitle: 'That did not work',
  failed: 'The fault is on our side and was noted. Please try again in a minute.',
  startingTitle: 'The bot is still starting',
  starting: 'Please try again in a moment.',
  ok: 'OK',
  cancel: 'Cancel',
  close: 'Close',
  oneMoment: 'One moment',

  // App Home and windows.
  homeLookUp: 'Look up a meeting',
  homeChannels: 'Your channels',
  homeNoChannels: 'None of your channels follows anything yet. Type /summit-subscribe in one of them.',
  homeNoRight:
    'Your channels cannot be shown: whoever runs Summit Watch must install the app anew, with the right to see which channels you are in.',
  homeFollow: 'Follow a topic',
  homeMute: 'Mute',
  homeSettings: 'Change how it is told',

  // What is wrong with a line that was typed.
  givenTwice: '“{option}” is given twice; say it once.',
  noValue: '“{option}:” has no value; write {option}:VALUE.',
  noSuchOption: 'There is no option “{typed}”; write {option}:VALUE.',
  takesNoWords: '/{command} takes no words after it.',
  wordTooMany: '“{word}” is one word too many; put words that belong together in quotes: {usage}.',
  optionMissing: '“{option}” is missing: {usage}.',
  notAChoice: '“{typed}” is not one of {choices} for {option}.',
  notANumber: '“{typed}” is not a whole number for {option}.',
} as const;
