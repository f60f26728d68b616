// What the chat platforms' own parts say in Ukrainian.
import type { Wording } from '../wording.ts';

export const ukPlatform: Wording['platform'] = {
  next: 'Далі: {summit}, {date}',
  share: 'Показати всім',
  sharedBy: 'Показує {user}',
  mayNotWrite: 'Вам не можна писати в цьому каналі.',
  elsewhereTitle: 'Summit Watch працює в каналах сервера',
  elsewhere: 'Скористайтеся цією командою там.',
  notInTitle: 'Мене немає на цьому сервері',
  notIn: 'Хто ним керує, може мене додати; тоді команда тут запрацює.',
  outdatedTitle: 'Ця кнопка чи команда – з давнішої версії',
  outdated: 'Введіть команду заново: /summit-help показує всі.',
  failedTitle: 'Не вийшло',
  failed: 'Помилка з нашого боку, її записано. Спробуйте, будь ласка, за хвилину.',
  startingTitle: 'Бот ще запускається',
  starting: 'Спробуйте, будь ласка, за мить.',
  ok: 'Гаразд',
  cancel: 'Скасувати',
  close: 'Закрити',
  oneMoment: 'Хвилинку',

  // App Home and windows.
  homeLookUp: 'Знайти зустріч',
  homeChannels: 'Ваші канали',
  homeNoChannels: 'Жоден із ваших каналів ще нічого не відстежує. Введіть /summit-subscribe в одному з них.',
  homeNoRight:
    'Ваші канали не можна показати: адміністратор Summit Watch має встановити застосунок заново, з правом бачити, у яких каналах ви є.',
  homeFollow: 'Відстежувати тему',
  homeMute: 'Заглушити',
  homeSettings: 'Змінити спосіб сповіщення',

  givenTwice: '«{option}» вказано двічі; напишіть один раз.',
  noValue: '«{option}:» не має значення; напишіть {option}:ЗНАЧЕННЯ.',
  noSuchOption: 'Параметра «{typed}» немає; напишіть {option}:ЗНАЧЕННЯ.',
  takesNoWords: 'Після /{command} слів не треба.',
  wordTooMany: '«{word}» – зайве слово; беріть у лапки слова, що належать разом: {usage}.',
  optionMissing: 'Бракує «{option}»: {usage}.',
  notAChoice: '«{typed}» не підходить для {option}; виберіть одне з: {choices}.',
  notANumber: '«{typed}» – не ціле число для {option}.',
};
