/** An element of an XML document; text between elements is in `children` as strings. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

export type XmlReading = { readonly kind: 'read'; readonly root: XmlElement } | { readonly kind: 'malformed'; readonly reason: string };

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
}

const DECLARATION = /^\uFEFF?(?:<\?xml\s[^?]*\?>)?/;
/** Comment, CDATA, end tag, start tag, text. Whatever else stands there is malformed. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Undefined where an ampersand stands alone or names nothing. */
function unescape(text: string): string | undefined {
  let wrong = false;
  const plain = text.replace(/&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(\w+);)?/g, (_all, decimal?: string, hex?: string, name?: string) => {
    const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
    const found = code === undefined ? NAMED[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    wrong ||= found === undefined;
    return found ?? '';
  });
  return wrong ? undefined : plain;
}

function attributesOf(text: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = unescape(double ?? single ?? '');
    if (value === undefined || Object.hasOwn(attributes, name)) return undefined;
    attributes[name] = value;
  }
  return attributes;
}

/** Reads what TwiML needs of XML, and as strictly as Twilio: a declaration, elements, text, CDATA, comments; no DOCTYPE. */
export function readXml(text: string): XmlReading {
  const malformed = (reason: string): XmlReading => ({ kind: 'malformed', reason });
  const token = new RegExp(TOKEN);
  token.lastIndex = DECLARATION.exec(text)?.[0].length ?? 0;
  const top: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [top];
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    const inner = open.at(-1) ?? top;
    if (found === null) return malformed(`cannot be read at character ${at}`);
    const [, data, ended, started, attributeText = '', selfClosing, plain] = found;
    if (data !== undefined) inner.children.push(data);
    if (plain !== undefined) {
      const words = unescape(plain);
      if (words === undefined) return malformed('an ampersand is not escaped');
      inner.children.push(words);
    }
    if (started !== undefined) {
      const attributes = attributesOf(attributeText);
      if (attributes === undefined) return malformed(`the attributes of <${started}> are wrong`);
      const element: Open = { name: started, attributes, children: [] };
      inner.children.push(element);
      if (selfClosing !== '/') open.push(element);
    }
    if (ended !== undefined && (open.length < 2 || open.pop()?.name !== ended)) return malformed(`</${ended}> closes nothing`);
  }
  if (open.length > 1) return malformed(`<${open.at(-1)?.name}> is not closed`);
  const roots = top.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [root] = roots;
  return root === undefined || typeof root === 'string' || roots.length > 1 ? malformed('there is not one root') : { kind: 'read', root };
}
