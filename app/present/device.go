package present

import (
	"strings"
	"time"

	"latchkey/assets"
)

// Device makes Home while a code waits to be typed on another device (RFC 8628).
func Device(in SignInProgress, now time.Time, w assets.Words) DeviceView {
	view := DeviceView{
		Header: Header{
			Title: w.Text("present.device.title"), Sentence: w.Text("present.device.sentence"),
			Buttons: []Button{{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel}},
		},
		AddressHead: w.Text("present.device.address"), CodeHead: w.Text("present.device.code"),
		Waiting: w.Text("present.device.waiting"), QRText: w.Text("present.device.qr"), Safety: w.Text("present.device.safety"),
		BrowserRow: Link{
			Icon: "globe", Text: w.Text("present.device.browser_here"),
			Button: &Button{Text: w.Text("present.device.use_browser"), Kind: KindSecondary, Action: DoUseBrowser},
		},
	}
	for _, seen := range in.Seen {
		if seen.UserCode == "" {
			continue
		}
		view.Code, view.FullAddress, view.QR = seen.UserCode, seen.VerificationURI, seen.VerificationURIComplete
		if view.QR == "" {
			view.QR = seen.VerificationURI
		}
		if left := seen.CodeExpires.Sub(now); !seen.CodeExpires.IsZero() {
			view.Left = w.Text("present.device.left", "time", Elapsed(left))
			view.Fraction = fraction(left, seen.CodeExpires.Sub(seen.At))
		}
	}
	view.Address = strings.TrimPrefix(view.FullAddress, "https://")
	view.Copy = Button{Text: w.Text("present.copy"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: view.FullAddress}
	return view
}
