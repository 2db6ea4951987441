import {
  acceptCompletion,
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, hoverTooltip, keymap, placeholder } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { editorStrings as words } from '../strings/editor.ts';
import { type CheckContext, checkText } from './check-text.ts';
import { completeRule, type Offer } from './complete-rule.ts';
import { findConstruct } from './find-construct.ts';
import { ruleLanguageSupport } from './rule-language.ts';

interface RuleEditorProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly context: CheckContext;
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter. */
  readonly onSubmit?: () => void;
}

/** Writes one expression: colours, completion, problems where they stand, and the meaning of what the pointer rests on. */
export function RuleEditor({ label, value, placeholder: hint = '', context, onChange, onSubmit }: RuleEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent(onChange);
  const submitted = useEffectEvent(() => onSubmit?.());
  const currentContext = useEffectEvent(() => context);
  const initial = useEffectEvent(() => value);
  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial(),
        extensions: [
          basics({ label, hint, onSubmit: () => submitted() }),
          ruleLanguageSupport(),
          autocompletion({ override: [completion(() => currentContext())], icons: false }),
          linter((each) => problemsOf(each.state.doc.toString(), currentContext()), { delay: 150 }),
          hoverTooltip((each, at) => documentation(each.state.doc.toString(), at)),
          EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, hint]);
  // What is set from outside, by undo or the builder, replaces what was typed. What was typed comes back through the rule's file, which
  // keeps no white space at the ends of lines, and must not be taken from under the caret.
  useEffect(() => {
    const editor = view.current;
    if (editor === null || withoutEnds(editor.state.doc.toString()) === withoutEnds(value)) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  return <div ref={host} className="rule-editor" />;
}

function withoutEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

interface Basics {
  readonly label: string;
  readonly hint: string;
  readonly onSubmit: () => void;
}

/** Tab leaves the editor, as the keyboard must be able to; Ctrl+Enter submits. */
function basics({ label, hint, onSubmit }: Basics): Extension {
  const submit = {
    key: 'Mod-Enter',
    run() {
      onSubmit();
      return true;
    },
  };
  return [
    EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    EditorView.lineWrapping,
    typeOver,
    drawSelection(),
    history(),
    bracketMatching(),
    // The same word elsewhere in a long list of alternatives.
    highlightSelectionMatches({ minSelectionLength: 2, wholeWords: true }),
    closeBrackets(),
    placeholder(hint),
    keymap.of([
      submit,
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ];
}

/**
 * Typing over a selection is done here and not by the browser: Chrome would keep the colours of what it deletes in a style attribute,
 * which the page's content security policy rightly refuses.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const { data } = event;
    if (empty || event.inputType !== 'insertText' || data === null || event.isComposing) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
    if (!isHandled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

function completion(context: () => CheckContext): CompletionSource {
  return ({ state, pos, explicit }) => {
    const { names, lists } = context();
    const found = completeRule(state.doc.toString(), pos, { ...names, lists: { ...names.lists, ...lists } });
    if (found === null || (found.from === pos && !explicit)) return null;
    return { from: found.from, options: found.offers.map(optionOf), validFor: /^[@<]?[\w.:-]*$/ };
  };
}

function optionOf({ label, kind, detail, insert }: Offer) {
  const option = { label, detail: detail ?? words.kinds[kind], type: kind };
  return insert === undefined ? option : snippetCompletion(insert.replaceAll('«', '#{').replaceAll('»', '}'), option);
}

function problemsOf(text: string, context: CheckContext): Diagnostic[] {
  if (text.trim() === '') return [];
  return checkText(text, context).map(({ from, to, severity, message, suggestion }) => ({
    from: Math.min(from, text.length),
    to: Math.min(Math.max(to, from + 1), text.length),
    severity,
    message: suggestion === undefined ? message : `${message}\n${words.try(suggestion)}`,
  }));
}

function documentation(text: string, at: number) {
  const found = findConstruct(text, at);
  if (found === null) return null;
  const { construct, from, to } = found;
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'rule-help';
      dom.append(
        line('strong', construct.name),
        line('p', construct.means),
        ...construct.examples.slice(0, 3).map((example) => line('code', example)),
      );
      return { dom };
    },
  };
}

function line(tag: 'strong' | 'p' | 'code', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
