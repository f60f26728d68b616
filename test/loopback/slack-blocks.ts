// Slack's judgement of blocks, written from its reference and apart from the renderer, so that each checks the other.

type Node = Readonly<Record<string, unknown>>;

const MESSAGE_BLOCKS = new Set(['header', 'section', 'context', 'actions', 'divider', 'rich_text']);
const VIEW_BLOCKS = new Set([...MESSAGE_BLOCKS, 'input']);

/** What Slack would refuse as `invalid_blocks`; empty when it would take them. */
export function faultsInBlocks(blocks: unknown, place: 'message' | 'view' = 'message'): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks is no list'];
  const faults: string[] = [];
  const most = place === 'message' ? 50 : 100;
  if (blocks.length > most) faults.push(`${blocks.length} blocks, ${most} allowed`);
  const ids = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    for (const fault of faultsInBlock(block, place)) faults.push(`blocks/${index}: ${fault}`);
    const id = isNode(block) ? block['block_id'] : undefined;
    if (typeof id === 'string' && ids.has(id)) faults.push(`blocks/${index}: block_id ${id} twice`);
    if (typeof id === 'string') ids.add(id);
  }
  return faults;
}

/** What Slack would refuse of a window or of App Home. */
export function faultsInView(view: Node): readonly string[] {
  const faults = [...faultsInBlocks(view['blocks'], 'view')];
  const isModal = view['type'] === 'modal';
  if (!isModal && view['type'] !== 'home') faults.push(`view type ${String(view['type'])}`);
  for (const part of ['title', 'submit', 'close']) {
    if (view[part] !== undefined)
      faults.push(...textFaults(view[part], 24, ['plain_text']).map((fault) => `${part}: ${fault}`));
  }
  if (isModal && view['title'] === undefined) faults.push('no title');
  const hasInput =
    Array.isArray(view['blocks']) && view['blocks'].some((block) => isNode(block) && block['type'] === 'input');
  if (isModal && hasInput && view['submit'] === undefined) faults.push('inputs without submit');
  if (String(view['private_metadata'] ?? '').length > 3000) faults.push('private_metadata');
  if (String(view['callback_id'] ?? '').length > 255) faults.push('callback_id');
  if (JSON.stringify(view).length > 250_000) faults.push('view_too_large');
  return faults;
}

/** What Slack would refuse of a menu's entries. */
export function faultsInOptions(options: readonly unknown[]): readonly string[] {
  const faults = options.length > 100 ? [`${options.length} options, 100 allowed`] : [];
  return faults.concat(
    each(options, (option) => {
      if (!isNode(option)) return ['no object'];
      const { value } = option as { value?: unknown };
      const fits = typeof value === 'string' && value !== '' && value.length <= 75;
      return [...textFaults(option['text'], 75, ['plain_text']), ...(fits ? [] : ['value'])];
    }),
  );
}

/** All words and addresses in the blocks; beyond about 13 200 Slack says `msg_blocks_too_long`. */
export function charactersIn(value: unknown, key = ''): number {
  if (typeof value === 'string') {
    return ['text', 'url', 'value', 'fallback', 'alt_text', 'title'].includes(key) ? value.length : 0;
  }
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersIn(each, key), 0);
  if (!isNode(value)) return 0;
  return Object.entries(value).reduce((sum, [name, each]) => sum + charactersIn(each, name), 0);
}

/** Whom a message calls: control sequences where markup is read, and elements that are mentions by themselves. */
export function calledIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(calledIn);
  if (!isNode(value)) return [];
  const { type, text } = value;
  const own = type === 'usergroup' ? [String(value['usergroup_id'])] : [];
  if (type === 'user' || type === 'broadcast' || type === 'channel') own.push(String(type));
  const isMarkup = (type === 'mrkdwn' || type === undefined) && typeof text === 'string';
  const sequences = isMarkup ? [...text.matchAll(/<([!@#](?!date\^)[^>]*)>/g)].map((found) => found[1] ?? '') : [];
  return [...own, ...sequences, ...Object.values(value).flatMap(calledIn)];
}

function faultsInBlock(block: unknown, place: 'message' | 'view'): readonly string[] {
  if (!isNode(block)) return ['no object'];
  const type = block['type'];
  const allowed = place === 'message' ? MESSAGE_BLOCKS : VIEW_BLOCKS;
  if (typeof type !== 'string' || !allowed.has(type)) return [`unknown type ${String(type)}`];
  switch (type) {
    case 'header':
      return textFaults(block['text'], 150, ['plain_text']);
    case 'section':
      return sectionFaults(block);
    case 'context':
      return listFaults(block['elements'], 10, 'elements').concat(
        each(block['elements'], (element) => textFaults(element, 3000, ['plain_text', 'mrkdwn'])),
      );
    case 'actions':
      return actionsFaults(block);
    case 'rich_text':
      return listFaults(block['elements'], 1000, 'elements').concat(each(block['elements'], richPartFaults));
    case 'input':
      return [
        ...textFaults(block['label'], 2000, ['plain_text']),
        ...(block['hint'] === undefined ? [] : textFaults(block['hint'], 2000, ['plain_text'])),
        ...fieldFaults(block['element']),
      ];
    default:
      return [];
  }
}

const FIELDS = new Set(['plain_text_input', 'static_select', 'external_select', 'radio_buttons', 'overflow']);
const MOST_OPTIONS: Readonly<Record<string, number>> = { static_select: 100, radio_buttons: 10, overflow: 5 };

function fieldFaults(element: unknown): readonly string[] {
  if (!isNode(element)) return ['no element'];
  const { type, options, placeholder, action_id: id } = element as Record<string, unknown>;
  if (typeof type !== 'string' || !FIELDS.has(type)) return [`unknown field ${String(type)}`];
  const faults = typeof id === 'string' && id.length <= 255 ? [] : ['action_id'];
  if (placeholder !== undefined) faults.push(...textFaults(placeholder, 150, ['plain_text']));
  const most = MOST_OPTIONS[type];
  if (most !== undefined) {
    faults.push(...listFaults(options, most, 'options'), ...faultsInOptions(Array.isArray(options) ? options : []));
  }
  return faults;
}

function sectionFaults(block: Node): readonly string[] {
  const faults: string[] = [];
  if (block['text'] === undefined && block['fields'] === undefined) faults.push('section without text and fields');
  if (block['text'] !== undefined) faults.push(...textFaults(block['text'], 3000, ['plain_text', 'mrkdwn']));
  if (block['fields'] !== undefined) {
    faults.push(...listFaults(block['fields'], 10, 'fields'));
    faults.push(...each(block['fields'], (field) => textFaults(field, 2000, ['plain_text', 'mrkdwn'])));
  }
  return faults;
}

function actionsFaults(block: Node): readonly string[] {
  const faults = [...listFaults(block['elements'], 25, 'elements')];
  const ids = new Set<unknown>();
  faults.push(
    ...each(block['elements'], (element) => {
      if (!isNode(element)) return ['no object'];
      const id = element['action_id'];
      const own: string[] = [];
      if (typeof id !== 'string' || id.length > 255) own.push('action_id');
      if (ids.has(id)) own.push(`action_id ${String(id)} twice`);
      ids.add(id);
      if (element['type'] !== 'button') return [...own, ...fieldFaults(element)];
      own.push(...textFaults(element['text'], 75, ['plain_text']));
      const { value, url, style } = element as { value?: unknown; url?: unknown; style?: unknown };
      if (value !== undefined && (typeof value !== 'string' || value.length > 2000)) own.push('value');
      if (url !== undefined && (typeof url !== 'string' || url.length > 3000)) own.push('url');
      if (style !== undefined && style !== 'primary' && style !== 'danger') own.push('style');
      return own;
    }),
  );
  return faults;
}

function richPartFaults(part: unknown): readonly string[] {
  if (!isNode(part)) return ['no object'];
  const type = part['type'];
  if (type === 'rich_text_list') {
    if (part['style'] !== 'bullet' && part['style'] !== 'ordered') return ['list style'];
    return [...listFaults(part['elements'], 1000, 'elements'), ...each(part['elements'], richPartFaults)];
  }
  if (type !== 'rich_text_section' && type !== 'rich_text_quote') return [`unknown rich text ${String(type)}`];
  return [...listFaults(part['elements'], 1000, 'elements'), ...each(part['elements'], richElementFaults)];
}

function richElementFaults(element: unknown): readonly string[] {
  if (!isNode(element)) return ['no object'];
  switch (element['type']) {
    case 'text':
      return typeof element['text'] === 'string' && element['text'] !== '' ? [] : ['empty text'];
    case 'link': {
      const url = element['url'];
      return typeof url === 'string' && /^https?:\/\//.test(url) && url.length <= 3000 ? [] : ['link url'];
    }
    case 'channel':
      return /^[CGD][A-Z0-9]+$/.test(String(element['channel_id'])) ? [] : ['channel_id'];
    case 'usergroup':
      return /^S[A-Z0-9]+$/.test(String(element['usergroup_id'])) ? [] : ['usergroup_id'];
    case 'date':
      return Number.isInteger(element['timestamp']) && /\{\w+\}/.test(String(element['format'])) ? [] : ['date'];
    default:
      return [`unknown element ${String(element['type'])}`];
  }
}

function textFaults(text: unknown, most: number, types: readonly string[]): readonly string[] {
  if (!isNode(text)) return ['no text object'];
  const faults: string[] = [];
  const { type, text: words } = text as { type?: unknown; text?: unknown };
  if (typeof type !== 'string' || !types.includes(type)) faults.push(`text type ${String(type)}`);
  if (typeof words !== 'string' || words === '') faults.push('empty text');
  else if (words.length > most) faults.push(`text of ${words.length}, ${most} allowed`);
  return faults;
}

function listFaults(list: unknown, most: number, name: string): readonly string[] {
  if (!Array.isArray(list) || list.length === 0) return [`no ${name}`];
  return list.length > most ? [`${list.length} ${name}, ${most} allowed`] : [];
}

function each(list: unknown, check: (item: unknown) => readonly string[]): readonly string[] {
  return Array.isArray(list) ? list.flatMap((item, index) => check(item).map((fault) => `${index}: ${fault}`)) : [];
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
