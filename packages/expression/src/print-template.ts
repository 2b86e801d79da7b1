import { expressionText } from './print-expression';
import type { TemplateNode, TemplateNodeOf } from './syntax';

/** The text of a template: parsed again, it gives the same tree. White-space control and comments are gone. */
export function templateText(nodes: readonly TemplateNode[]): string {
  let text = '';
  let before: TemplateNode | null = null;
  for (const node of nodes) {
    if (before?.kind === 'text') text += separator(before.text, node);
    text += nodeText(node);
    before = node;
  }
  if (before?.kind === 'text' && before.text.endsWith('{')) text += ' {#-#}';
  return text;
}

/** Keeps two texts apart, and a brace at the end of a text away from the tag behind it. */
function separator(text: string, next: TemplateNode): string {
  if (text.endsWith('{')) return ' {#-#}';
  return next.kind === 'text' ? '{##}' : '';
}

function nodeText(node: TemplateNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'raw':
      return node.markup === node.text ? `{% verbatim %}${node.text}{% endverbatim %}` : node.markup;
    case 'print':
      return `{{ ${expressionText(node.expression)} }}`;
    case 'set':
      return `{% set ${node.name} = ${expressionText(node.value)} %}`;
    case 'if':
      return ifText(node);
    case 'for': {
      const otherwise = node.otherwise.length === 0 ? '' : `{% else %}${templateText(node.otherwise)}`;
      const head = `{% for ${node.variable} in ${expressionText(node.iterable)} %}`;
      return `${head}${templateText(node.body)}${otherwise}{% endfor %}`;
    }
    case 'macro': {
      const parameters = node.parameters.map(({ name, fallback }) =>
        fallback === null ? name : `${name}=${expressionText(fallback)}`,
      );
      return `{% macro ${node.name}(${parameters.join(', ')}) %}${templateText(node.body)}{% endmacro %}`;
    }
    case 'block': {
      const name = `'${node.name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
      return `{% block ${name} %}${templateText(node.body)}{% endblock %}`;
    }
    case 'filter':
      return `{% filter ${expressionText(node.filters)} %}${templateText(node.body)}{% endfilter %}`;
  }
}

function ifText({ branches, otherwise }: TemplateNodeOf<'if'>): string {
  const texts = branches.map(
    ({ condition, body }, index) =>
      `{% ${index === 0 ? 'if' : 'elseif'} ${expressionText(condition)} %}${templateText(body)}`,
  );
  const last = otherwise.length === 0 ? '' : `{% else %}${templateText(otherwise)}`;
  return `${texts.join('')}${last}{% endif %}`;
}
