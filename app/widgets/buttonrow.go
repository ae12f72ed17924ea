package widgets

import "fyne.io/fyne/v2"

// Buttons puts buttons and captions side by side, 8 apart. Text buttons bring their own room, so two of them stand
// without a gap, and one at the end hangs over so that its words stand on the edge.
func Buttons(objects ...fyne.CanvasObject) *fyne.Container {
	line := Row(0)
	for i, o := range objects {
		gap, over := float32(8), float32(0)
		if i == 0 || isTextButton(o) && isTextButton(objects[i-1]) {
			gap = 0
		}
		if i == len(objects)-1 && isTextButton(o) {
			over = textButtonPadding
		}
		line.Add(Inset(0, -over, 0, gap, o))
	}
	return line
}

func isTextButton(o fyne.CanvasObject) bool {
	b, ok := o.(*Button)
	return ok && b.kind == ButtonText
}
