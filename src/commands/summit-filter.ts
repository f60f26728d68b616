// /summit-filter: rules that every piece of news must pass to reach the channel.
import type { CommandCall } from '../chat/chat.ts';
import { compileRule } from '../core/alerts/filter.ts';
import { type Message, say } from '../core/messages/message.ts';
import { offer, ruleChoices } from './choices.ts';
import { type Command, type CommandParts, mistake, sentence } from './command.ts';
import { rehearse } from './filter-rehearsal.ts';

const ACTIONS = ['add', 'remove', 'list', 'test'] as const;
const MOST_FILTERS = 20;

export const summitFilter: Command = {
  spec: {
    name: 'summit-filter',
    description: 'Let only news with certain words, sources or languages reach this channel',
    manages: true,
    options: [
      { name: 'action', description: 'What to do', required: true, type: 'text', choices: ACTIONS },
      {
        name: 'rule',
        description: 'ceasefire OR "peace talks" -opinion source:Reuters; or a number',
        required: false,
        type: 'text',
        complete: true,
        keepsQuotes: true,
      },
    ],
  },
  async run(call, parts) {
    const written = (call.options['action'] ?? '').trim().toLowerCase();
    const action = ACTIONS.find((each) => each === written);
    const rule = call.options['rule']?.trim() ?? '';
    switch (action) {
      case 'add':
        return add(rule, call, parts);
      case 'remove':
        return remove(rule, call, parts);
      case 'list':
        return list(call, parts);
      case 'test':
        return test(rule, call, parts);
      case undefined:
        return mistake(parts, 'filterAction');
      default:
        return action satisfies never;
    }
  },
  /** A rule to add is written, one to take away is chosen. */
  async complete(call, option, typed, parts) {
    const removes = option === 'rule' && call.options['action'] === 'remove';
    return removes ? offer(await ruleChoices(call, parts), typed) : [];
  },
};

async function add(rule: string, call: CommandCall, parts: CommandParts): Promise<Message> {
  if (rule === '') return mistake(parts, 'filterNeedsRule', { action: 'add' });
  const compiled = compileRule(rule);
  if ('fault' in compiled) return mistake(parts, 'filterWrong', compiled.fault);
  const { filters } = parts.store;
  const existing = await filters.ofChannel(call.channel);
  const same = existing.find((filter) => filter.rule === rule);
  if (same !== undefined) return mistake(parts, 'filterExists', { id: same.id });
  if (existing.length >= MOST_FILTERS) return mistake(parts, 'filterTooMany', { most: MOST_FILTERS });
  const { channel, caller } = call;
  const id = await filters.add({ channel, rule, createdBy: caller.id, createdAt: parts.now() });
  return say('neutral', sentence(parts, 'filterAdded', { id, rule }), sentence(parts, 'filterAddedHow'));
}

/** By number, or by the rule itself. */
async function remove(typed: string, call: CommandCall, parts: CommandParts): Promise<Message> {
  if (typed === '') return mistake(parts, 'filterUnknown', { typed: '' });
  const { filters } = parts.store;
  const existing = await filters.ofChannel(call.channel);
  const found = existing.find(({ id, rule }) => String(id) === typed.replace(/^#/, '') || rule === typed);
  if (found === undefined || !(await filters.remove(call.channel, found.id))) {
    return mistake(parts, 'filterUnknown', { typed });
  }
  return say('neutral', sentence(parts, 'filterRemoved', { id: found.id, rule: found.rule }));
}

async function list(call: CommandCall, parts: CommandParts): Promise<Message> {
  const existing = await parts.store.filters.ofChannel(call.channel);
  if (existing.length === 0) return say('neutral', sentence(parts, 'filterNone'));
  const lines = existing.map(({ id, rule }) => sentence(parts, 'filterLine', { id, rule }));
  return say('neutral', sentence(parts, 'filterList'), ...lines);
}

/** A rule that is not yet added, or those that are. */
async function test(rule: string, call: CommandCall, parts: CommandParts): Promise<Message> {
  const rules = rule === '' ? (await parts.store.filters.ofChannel(call.channel)).map((filter) => filter.rule) : [rule];
  if (rules.length === 0) return mistake(parts, 'filterNeedsRule', { action: 'test' });
  const compiled = compileRule(rule === '' ? (rules[0] ?? '') : rule);
  if ('fault' in compiled) return mistake(parts, 'filterWrong', compiled.fault);
  return rehearse(rules, call, parts);
}
