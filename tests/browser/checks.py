"""What makes a page usable for everybody, looked at in the browser as it is shown; after WCAG 2.2."""

from playwright.sync_api import Page

FAULTS = """
() => {
  const found = [];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('[aria-hidden="true"]');
  const where = (node) => node.outerHTML.slice(0, 90);
  const named = (node) => {
    const by = (node.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id));
    const labels = node.labels ? [...node.labels] : [];
    const text = [...by, ...labels, node].filter(Boolean).map((each) => each.textContent.trim()).join(' ');
    return (node.getAttribute('aria-label') || text).trim();
  };
  if (!/^(es|en)$/.test(document.documentElement.lang)) found.push('no language');
  if (!document.title.trim()) found.push('no title');
  if (document.querySelectorAll('main').length !== 1) found.push('not one main part');
  const headings = [...document.querySelectorAll('h1, h2, h3, h4')].filter(shown).map((each) => +each.tagName[1]);
  if (headings.filter((level) => level === 1).length !== 1) found.push('not one first heading');
  headings.forEach((level, at) => { if (at && level > headings[at - 1] + 1) found.push('a heading is left out'); });
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => found.push('twice the id ' + id));
  for (const node of document.querySelectorAll('[aria-labelledby], [aria-describedby], label[for]')) {
    const names = ['aria-labelledby', 'aria-describedby', 'for'].map((each) => node.getAttribute(each) || '');
    for (const id of names.join(' ').split(' ').filter(Boolean))
      if (!document.getElementById(id)) found.push('nothing has the id ' + id);
  }
  for (const node of document.querySelectorAll('input, select, button, a, textarea, progress, meter, svg, [role=img]'))
    if (shown(node) && node.type !== 'hidden' && !named(node)) found.push('no name: ' + where(node));
  for (const node of document.querySelectorAll('input[type=radio]'))
    if (!node.closest('fieldset')?.querySelector('legend')?.textContent.trim()) found.push('no legend: ' + where(node));
  for (const node of document.querySelectorAll('a.button, button, .choice label'))
    if (shown(node) && !node.classList.contains('sr')) {
      const { width, height } = node.getBoundingClientRect();
      if (width < 24 || height < 24) found.push('too small to hit: ' + where(node));
    }
  for (const table of document.querySelectorAll('table'))
    if (shown(table) && !(table.caption && table.querySelector('th[scope]'))) found.push('a table without its heads');
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push('wider than the window: ' + root.scrollWidth);
  return found;
}
"""

CONTRAST = """
() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
  const light = (color) => color.map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || ['SCRIPT', 'STYLE'].includes(node.tagName)) continue;
    if (!node.checkVisibility() || node.closest('.sr, .skip, progress, meter')) continue;
    const style = getComputedStyle(node);
    const ground = node.closest('svg') ? parse(node.dataset.ground || '') : behind(node);
    const ink = parse(node.closest('svg') ? style.fill : style.color);
    const [one, two] = [light(over(ink, ground)), light(ground)];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize), heavy = +style.fontWeight >= 700;
    const enough = size >= 24 || (size >= 18.66 && heavy) ? 3 : 4.5;
    if (ratio < enough) found.push(`${ratio.toFixed(2)} < ${enough}: ${node.textContent.trim().slice(0, 50)}`);
  }
  return found;
}
"""


def faults_of(page: Page) -> list[str]:
    """What is wrong with a page as it is shown now: names, legends, headings, ids, sizes, width, contrast."""
    return [*page.evaluate(FAULTS), *page.evaluate(CONTRAST)]
