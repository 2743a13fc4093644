// Common phrases below the boxes for opinions and reasons; asked for when somebody begins to write.
// Leads have none: what is written there belongs nowhere else.

const BOXES = 'main textarea[name$="opinion"], main textarea[name$="reason"]';
let asked = null;

function ask(url) {
  asked = asked || fetch(url, { headers: { Accept: "application/json", "X-Background": "1" } })
    .then((answer) => (answer.ok ? answer.json() : { phrases: [] }))
    .catch(() => ({ phrases: [] }));
  return asked;
}

function chip(box, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "phrase";
  button.dataset.phrase = box.id;
  button.textContent = text;
  return button;
}

document.addEventListener("focusin", async (event) => {
  const { phrasesUrl, phrasesWord, phrasesKeep } = document.body.dataset;
  const box = event.target;
  if (!phrasesUrl || !box.matches(BOXES) || box.dataset.phrased !== undefined) return;
  box.dataset.phrased = "";
  const { phrases } = await ask(phrasesUrl);
  const line = document.createElement("p");
  line.className = "phrases";
  const word = document.createElement("span");
  word.textContent = phrasesWord;
  const keep = document.createElement("a");
  keep.href = phrasesUrl;
  keep.textContent = phrasesKeep;
  line.append(word, ...phrases.map((text) => chip(box, text)), keep);
  box.after(line);
});
