//go:build !nogui

package launch

import (
	"time"

	"fyne.io/fyne/v2"
)

// The window's size at its first start, and the names it is remembered by.
const (
	firstWidth, firstHeight = 1000, 680
	widthKey, heightKey     = "window.width", "window.height"
)

// restoreSize gives the window the size it had; a size that makes no sense is
// the first one again.
func restoreSize(saved fyne.Preferences, window fyne.Window) {
	width, height := saved.FloatWithFallback(widthKey, firstWidth), saved.FloatWithFallback(heightKey, firstHeight)
	if width < 200 || height < 200 || width > 10000 || height > 10000 {
		width, height = firstWidth, firstHeight
	}
	window.Resize(fyne.NewSize(float32(width), float32(height)))
}

// keepSize remembers the size soon after it changed, and not when the window
// closes: writing preferences makes Fyne look at its settings again, and what
// comes of that would arrive after the window's loop has ended.
func keepSize(saved fyne.Preferences, window fyne.Window, after func(time.Duration, func())) {
	after(time.Second, func() {
		size := window.Canvas().Size()
		if saved.Float(widthKey) != float64(size.Width) || saved.Float(heightKey) != float64(size.Height) {
			saved.SetFloat(widthKey, float64(size.Width))
			saved.SetFloat(heightKey, float64(size.Height))
		}
		keepSize(saved, window, after)
	})
}
