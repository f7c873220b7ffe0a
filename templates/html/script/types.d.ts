// What the parts hand to each other; read by the type checker alone, no part of the page.

/** What a result needs of a question; positions count from 1, as printed. */
interface Fact { id: string; stem: string; texts: string[]; key: number; tags: string[]; level: number }

/** A question on the page; laid: the repeat in whose order its options stand. */
interface Question extends Fact { n: number; form: HTMLFormElement; options: HTMLInputElement[]; laid: number; letters: string[]; reasons: HTMLElement[] }

/** A run through some of the questions, as it is kept.
 * n: which repeat it is; at: where in its order; seen: the answer is shown; a: option chosen, by question; m: marked;
 * s: milliseconds; k: a card known at first sight; lim: minutes allowed. */
interface Round {
  v: number; mode: "practice" | "exam" | "cards"; n: number; order: number[]; at: number; seen: boolean;
  a: Record<number, number>; m: Record<number, number>; s: Record<number, number>; k: Record<number, number>;
  t0: number; lim: number; done: number; name: string;
}

interface Row {
  n: number; id: string; stem: string; chosen: number; chosen_text: string; key: number; key_text: string;
  correct: boolean; seconds: number;
}

/** What the build says of the page. */
interface Quiz {
  pack: string; title: string; lang: string; form: string; code: string; hash: string; seed: number; tags: string[];
  mode: "" | "practice" | "exam" | "cards"; fixed: boolean; parent: string;
}

/** An element as it is sealed: its name, its attributes, what is in it. */
type Tree = string | [string, Record<string, string>, ...Tree[]];

/** All that the start can be shown without. */
declare function run(): void;

/** What a mode does: its further buttons, to a question that is asked, when the one button is pressed. */
interface Mode { buttons: HTMLElement[]; changed?(): void; ask(question: Question): void; go(question: Question): void }
