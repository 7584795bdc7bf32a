/** Writes the small XML documents that S3 answers with. */

export type XmlNode = [name: string, content: string | XmlNode[]];

export function xml(name: string, content: string | XmlNode[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write([name, content])}`;
}

function write([name, content]: XmlNode): string {
  return `<${name}>${typeof content === 'string' ? escapeText(content) : content.map(write).join('')}</${name}>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
