// "Why this alert?" on a message of ours: the same as /summit-why with the link of that message.

export const WHY_SHORTCUT = {
  name: 'Why this alert?',
  type: 'message',
  callback_id: 'summit-why',
  description: 'Says why this message came, and what it rests on',
} as const;

/** Which command a shortcut on a message stands for, and under which option the message goes. */
export const WHY_COMMAND = { command: 'summit-why', option: 'message-or-story' } as const;
