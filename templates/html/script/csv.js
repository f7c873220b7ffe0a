// A table for spreadsheets: UTF-8 with its mark, CRLF, every cell quoted, no cell a formula.

/** @param {unknown} value */
function cell(value) {
  const text = String(value), isFormula = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  return `"${isFormula ? "'" : ""}${text.replaceAll('"', '""')}"`;
}

/** One line a question, under the names of its columns; parted by a semicolon where the comma is the decimal sign.
 * @param {ReturnType<typeof resultOf>} result @param {string} lang */
function csv({ form, code, mode, round, started, name, rows }, lang) {
  const lines = rows.map((row) => ({ form, code, mode, round, started, name, ...row, chosen: row.chosen || "", correct: +row.correct }));
  const separator = new Intl.NumberFormat(lang).format(1.5).includes(",") ? ";" : ",";
  return "\ufeff" + [Object.keys(lines[0]), ...lines.map(Object.values)].map((line) => line.map(cell).join(separator) + "\r\n").join("");
}
