// /summit-story: people split an article off from a story or merge two stories; what they decide stays so.
import { offer, storyChoices, toldChoices } from './choices.ts';
import { type Command, mistake } from './command.ts';
import { overrule } from './overrule.ts';

const ACTIONS = ['split', 'merge'] as const;

export const summitStory: Command = {
  spec: {
    name: 'summit-story',
    description: 'Split an article off from a story, or merge two stories',
    manages: true,
    options: [
      { name: 'action', description: 'What to do', required: true, type: 'text', choices: ACTIONS },
      {
        name: 'what',
        description: 'Link of one of my messages, or words of its headline',
        required: true,
        type: 'text',
        complete: true,
      },
      {
        name: 'into',
        description: 'The story it belongs to: a link or words of its headline',
        required: false,
        type: 'text',
        complete: true,
      },
    ],
  },
  async run({ options, channel, caller }, parts) {
    const action = ACTIONS.find((each) => each === options['action']?.trim().toLowerCase());
    if (action === undefined) return mistake(parts, 'storyAction');
    const what = options['what']?.trim() ?? '';
    if (what === '') return mistake(parts, 'missing', { command: 'summit-story', option: 'what' });
    const into = options['into']?.trim();
    return overrule({ action, what, ...(into !== undefined && { into }), channel, caller }, parts);
  },
  async complete(call, option, typed, parts) {
    if (option === 'into') return offer(await storyChoices(parts), typed);
    return option === 'what' ? offer(await toldChoices(call, parts), typed) : [];
  },
};
