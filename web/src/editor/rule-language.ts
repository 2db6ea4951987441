import { HighlightStyle, LanguageSupport, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { styleTags, tags } from '@lezer/highlight';
import { parser } from '../../../src/rules/grammar/parser.generated.ts';

/** The grammar that judges, with colours. */
const ruleLanguage = LRLanguage.define({
  name: 'rule',
  parser: parser.configure({
    props: [
      styleTags({
        String: tags.string,
        Slot: tags.special(tags.string),
        ListName: tags.special(tags.string),
        'RoleName/Identifier': tags.typeName,
        'and or not unless': tags.logicOperator,
        'near then after before first last in within same turn fully from at with where by': tags.operatorKeyword,
        'NotNear NotInWord NotAfter NotBefore Arrow "|"': tags.operatorKeyword,
        'CompareOp "/"': tags.compareOperator,
        'silence dead_air overtalk interruption hold transfer gap mute pause music': tags.atom,
        'Call/Identifier': tags.function(tags.variableName),
        'Number Duration Percent Time': tags.number,
        Comment: tags.lineComment,
      }),
    ],
  }),
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '"'] } },
});

/** Colours are classes of styles.css, where every colour has a light and a dark value. */
const colours = HighlightStyle.define([
  { tag: tags.string, class: 'rule-words' },
  { tag: tags.special(tags.string), class: 'rule-slot' },
  { tag: tags.typeName, class: 'rule-role' },
  { tag: [tags.logicOperator, tags.operatorKeyword, tags.compareOperator], class: 'rule-operator' },
  { tag: [tags.atom, tags.function(tags.variableName)], class: 'rule-call' },
  { tag: tags.number, class: 'rule-number' },
  { tag: tags.lineComment, class: 'rule-comment' },
]);

export function ruleLanguageSupport(): LanguageSupport {
  return new LanguageSupport(ruleLanguage, syntaxHighlighting(colours));
}
