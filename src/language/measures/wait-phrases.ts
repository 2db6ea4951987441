/** Words that announce a wait, so that the silence after them is not dead air. Written for this project; English. */
const waitPhrases = [
  /(?:one|a|just a|a quick) (?:moment|second|sec|minute|min)/,
  /(?:couple|few) (?:of )?(?:moments|seconds|minutes)/,
  /(?:hold|hang) on/,
  /bear with me/,
  /please (?:wait|hold|stand by)/,
  /(?:place|put|putting|placing) you on (?:a )?(?:brief |short )?hold/,
  /(?:let me|i'?ll|i will|i'?m (?:just )?going to|allow me to) (?:just |quickly |go ahead and )?(?:check|look|see|pull|find|get|grab|bring|open|verify|ask|transfer|put)/,
  /let me (?:just )?(?:have|take) a (?:quick )?look/,
  /while (?:i|we|you)/,
  /(?:i'?m|just|still) (?:checking|looking|loading|pulling|waiting)/,
  /give me/,
  /be right (?:back|with you)/,
  /take your time/,
];
const pattern = new RegExp(`\\b(?:${waitPhrases.map((phrase) => phrase.source).join('|')})\\b`, 'i');

export function announcesWait(text: string): boolean {
  return pattern.test(text.replaceAll('’', "'"));
}
