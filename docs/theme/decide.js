'use strict';
// A list with the role "decide", one question at a time. Where an answer leads stands in the list and nowhere else:
// an answer with an anchor is a result, any other goes on with the question that it links to. The address holds the place.
for (const list of all('dl.decide')) {
  const steps = readSteps(list), first = steps.keys().next().value;
  const place = () => decodeURIComponent(location.hash.slice(1));

  const path = element('ol', { class: 'path', 'aria-label': 'What you said' });
  const title = element('h3', { tabindex: '-1' });
  const body = element('div'), answers = element('div', { class: 'answers' });
  const heard = element('p', { class: 'heard', 'aria-live': 'polite' });
  const back = button(() => go(steps.get(title.id).from), 'Step back'), anew = button(() => go(first), 'Start anew');
  const whole = button(() => whole.setAttribute('aria-expanded', !list.classList.toggle('folded')), 'All questions as a list');
  const panel = element('section', { class: 'decision', 'aria-label': 'One question at a time' },
    path, title, body, answers, element('div', { class: 'steps' }, back, anew, whole), heard);

  function show(id) {
    const step = steps.get(id), passed = passedTo(id);
    title.id = id;
    title.textContent = step.title;
    body.replaceChildren(...copies(step.body));
    answers.replaceChildren(...step.answers.map(answer => button(() => go(answer.to), ...copies(answer.label))));
    path.replaceChildren(...passed.map(({ from, said }) =>
      element('li', {}, button(() => go(from), steps.get(from).title), ' You said: ', element('b', {}, ...copies(said)))));
    path.hidden = back.hidden = anew.hidden = passed.length === 0;
    panel.classList.toggle('result', step.answers.length === 0);
    heard.textContent = path.hidden ? '' : 'You said: ' + path.lastChild.lastChild.textContent;
  }

  function passedTo(id) {
    const step = steps.get(id);
    return step.from ? [...passedTo(step.from), step] : [];
  }

  function go(id) {
    history.pushState(null, '', '#' + id);
    show(id);
    title.focus();
  }

  show(steps.has(place()) ? place() : first);
  list.classList.add('folded');
  whole.setAttribute('aria-expanded', 'false');
  list.before(panel);
  if (steps.has(place())) title.scrollIntoView();
  addEventListener('hashchange', () => {
    if (place() && !steps.has(place())) return;
    show(place() || first);
    title.focus();
  });
}

function readSteps(list) {
  const steps = new Map();
  const pairs = within => all(':scope > dt', within).map(term => [term, term.nextElementSibling]);
  for (const [question, body] of pairs(list)) {
    const id = take(question), choices = one(':scope > dl', body), answers = [];
    steps.set(id, { ...steps.get(id), title: question.textContent, body: [...body.childNodes].filter(node => node !== choices), answers });
    for (const [answer, then] of pairs(choices)) {
      const result = take(answer), to = result ?? one('a', then).hash.slice(1), label = [...answer.childNodes];
      answers.push({ label, to });
      const model = one('strong', then), after = [...then.childNodes].filter(node => node !== model);
      steps.set(to, { title: model?.textContent.replace(/\.$/, ''), body: after, answers: [], from: id, said: label });
    }
  }
  return steps;
}

// The anchor of a question or a result: the panel has that of the one which it shows.
function take(term) {
  const anchor = one('a[id]', term);
  anchor?.remove();
  return anchor?.id;
}

function copies(nodes) { return nodes.map(node => node.cloneNode(true)); }

function button(does, ...content) {
  const made = element('button', { type: 'button' }, ...content);
  made.addEventListener('click', does);
  return made;
}
