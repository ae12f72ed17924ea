package assets

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed pages/signed_in.html
var pageSource string

// Page is what the browser shows when a sign-in comes back to this computer:
// complete HTML without scripts, links or outside resources. It depends on the
// language and the outcome only, never on the request (RFC 8252 section 8).
func Page(language string, ok bool) []byte {
	outcome := "failed"
	if ok {
		outcome = "done"
	}
	return page(language, ok, outcome)
}

// page fills the one template; key names the texts.
func page(language string, ok bool, key string) []byte {
	words := In(language)
	data := struct {
		Language, Title, Sentence, Next string
		OK                              bool
	}{
		words.Language(), words.Text("pages." + key + ".title"),
		words.Text("pages." + key + ".sentence"), words.Text("pages." + key + ".next"), ok,
	}
	parsed, err := template.New("page").Parse(pageSource)
	if err != nil {
		return []byte(data.Title)
	}
	var filled bytes.Buffer
	if err := parsed.Execute(&filled, data); err != nil {
		return []byte(data.Title)
	}
	return filled.Bytes()
}

// SignedOutPage is what the browser shows after its session at the provider was
// ended; see Page.
func SignedOutPage(language string, ok bool) []byte {
	outcome := "not_ended"
	if ok {
		outcome = "ended"
	}
	return page(language, ok, outcome)
}
