package browsertest

import (
	"context"
	"strconv"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Go opens an address, waits until the page is loaded and gives the HTTP status.
func (p *Page) Go(url string) int {
	p.t.Helper()
	return p.loaded("open "+url, chromedp.Navigate(url))
}

// Click clicks the first element that matches, once it is visible; for a click that loads a page
// use Follow.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.do("click "+css, chromedp.Click(chromedp.CSS(css)))
}

// Follow clicks as Click does, waits until the page that this loads is there and gives the HTTP
// status.
func (p *Page) Follow(css string) int {
	p.t.Helper()
	return p.loaded("follow "+css, chromedp.Click(chromedp.CSS(css)))
}

// Reload loads the page again and gives the HTTP status.
func (p *Page) Reload() int {
	p.t.Helper()
	return p.loaded("reload", chromedp.Reload())
}

// Back goes back one page; the browser may show it as it was left, so there is no status.
func (p *Page) Back() {
	p.t.Helper()
	p.do("back", chromedp.NavigateBack())
}

// Fill replaces what a text field holds, as a person who selects all and pastes; the field's
// input event fires, and its change event when the field is left.
func (p *Page) Fill(css, text string) {
	p.t.Helper()
	field := chromedp.CSS(css)
	p.do("fill "+css,
		chromedp.WaitVisible(field),
		chromedp.Focus(field),
		chromedp.Evaluate[chromedp.Void]("document.activeElement.select()"),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
			return err
		}))
}

// Choose sets a select field to the option with the given value.
func (p *Page) Choose(css, value string) {
	p.t.Helper()
	p.do("choose in "+css, chromedp.SetValue(chromedp.CSS(css), value),
		chromedp.Evaluate[chromedp.Void]("document.querySelector("+strconv.Quote(css)+
			").dispatchEvent(new Event('change', {bubbles: true}))"))
}

// Press sends keys to what has the focus; kb of chromedp names the special ones.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.do("press keys", chromedp.KeyEvent(keys))
}

// Text gives the text of the first element that matches, as it is displayed; it waits for one.
func (p *Page) Text(css string) string {
	p.t.Helper()
	return run(p, "read "+css, chromedp.Text(chromedp.CSS(css)))
}

// Value gives what a field holds.
func (p *Page) Value(css string) string {
	p.t.Helper()
	return run(p, "read the field "+css, chromedp.Value(chromedp.CSS(css)))
}

// Count gives how many elements match now; it does not wait.
func (p *Page) Count(css string) int {
	p.t.Helper()
	return run(p, "count "+css,
		chromedp.Evaluate[int]("document.querySelectorAll("+strconv.Quote(css)+").length"))
}

// Await waits until an element that matches is visible.
func (p *Page) Await(css string) {
	p.t.Helper()
	p.do("wait for "+css, chromedp.WaitVisible(chromedp.CSS(css)))
}

// URL gives the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	return run(p, "read the address", chromedp.Location())
}

// Eval runs an expression in the page and decodes its value; a promise is awaited.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return run(p, "evaluate", chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Scripts switches the scripts of the pages loaded from now on off or on again.
func (p *Page) Scripts(on bool) {
	p.t.Helper()
	p.do("switch scripts", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// loaded runs a step that loads a page and gives the HTTP status.
func (p *Page) loaded(what string, step chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	response, err := chromedp.RunResponse(ctx, step)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	if response == nil {
		return 0
	}
	return int(response.Status)
}

// do runs steps that give nothing.
func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	run(p, what, chromedp.Steps(steps...))
}

// run runs one step within the bounds of patience.
func run[T any](p *Page, what string, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	value, err := chromedp.Run(ctx, step)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	return value
}
