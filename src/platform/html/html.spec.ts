import { html } from './html.js';

test('what people typed stays text, what we wrote stays markup, what is not there is nothing', () => {
  const name = `<script>alert("1")</script>'&`;
  expect(html`<p title="${name}">${name}${false}${null}${undefined}</p>`.markup).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;</p>',
  );
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(
    html`<ul>
      ${items}${0}
    </ul>`.markup.replaceAll(/\s/g, ''),
  ).toBe('<ul><li>a</li><li>&lt;b&gt;</li>0</ul>');
});
