package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Size gives the window a width and a height in CSS pixels.
func (p *Page) Size(width, height int) {
	p.t.Helper()
	p.do("size", chromedp.EmulateViewport(int64(width), int64(height)))
}

// Dark makes the browser prefer the dark or the light colours.
func (p *Page) Dark(dark bool) {
	p.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	p.media(emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// Print shows the page as paper does, or as the screen does.
func (p *Page) Print(paper bool) {
	p.t.Helper()
	medium := ""
	if paper {
		medium = "print"
	}
	p.media(emulation.SetEmulatedMediaParams{Media: medium})
}

// media sets medium and preferences.
func (p *Page) media(params emulation.SetEmulatedMediaParams) {
	p.t.Helper()
	p.do("set the medium", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, params)
		return err
	}))
}

// Screenshot writes a picture of the whole page at a width in CSS pixels, light or dark, into the
// folder GREMIUM_SHOTS, as name-width.png or name-width-dark.png. Without that folder it does
// nothing. Afterwards the window is light and 1280 × 900 again.
func (p *Page) Screenshot(name string, width int, dark bool) {
	p.t.Helper()
	folder := os.Getenv("GREMIUM_SHOTS")
	if folder == "" {
		return
	}
	p.shoot(filepath.Join(folder, shotName(name, width, dark)), width, dark)
}

// shoot writes the picture of Screenshot.
func (p *Page) shoot(path string, width int, dark bool) {
	p.t.Helper()
	p.Size(width, 900)
	p.Dark(dark)
	picture := run(p, "take a picture", chromedp.FullScreenshot(100))
	p.Dark(false)
	p.Size(1280, 900)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// shotName names a picture.
func shotName(name string, width int, dark bool) string {
	if dark {
		return fmt.Sprintf("%s-%d-dark.png", name, width)
	}
	return fmt.Sprintf("%s-%d.png", name, width)
}

// Overflow gives by how many CSS pixels the page is wider than its window: 0 for a page that
// nobody has to scroll sideways.
func (p *Page) Overflow() int {
	p.t.Helper()
	return Eval[int](p, "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)")
}
