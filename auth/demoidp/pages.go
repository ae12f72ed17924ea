package demoidp

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
)

//go:embed pages
var pageFiles embed.FS

// Where the forms of a page may lead. Chromium applies form-action to the
// redirect after the form too, so the sign-in page must allow the client's
// listener. A policy cannot name [::1], hence the wider one.
const (
	formsToSelf       = "'self'"
	formsToListener   = "'self' http://127.0.0.1:*"
	formsToListenerV6 = "'self' http:"
)

// pageSet is the parsed pages.
type pageSet struct {
	people, device, message, confirm, invitation, control, start *htmlPage
}

// htmlPage is one page with the layout around it.
type htmlPage struct {
	template *template.Template
	style    template.CSS
	hash     string // of style, for the content security policy
}

func loadPages() (*pageSet, error) {
	style, err := pageFiles.ReadFile("pages/style.css")
	if err != nil {
		return nil, fmt.Errorf("read style: %w", err)
	}
	set := &pageSet{}
	for name, page := range map[string]**htmlPage{
		"people": &set.people, "device": &set.device, "message": &set.message,
		"confirm": &set.confirm, "invitation": &set.invitation, "control": &set.control, "start": &set.start,
	} {
		if *page, err = loadPage(name, style); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func loadPage(name string, style []byte) (*htmlPage, error) {
	parsed, err := template.ParseFS(pageFiles, "pages/layout.html", "pages/"+name+".html")
	if err != nil {
		return nil, fmt.Errorf("parse page %s: %w", name, err)
	}
	digest := sha256.Sum256(style)
	return &htmlPage{
		template: parsed, style: template.CSS(style), //nolint:gosec // G203: the style sheet is embedded in this program
		hash: "'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'",
	}, nil
}

// layoutData is what the layout gets; Page is the page's own.
type layoutData struct {
	Style template.CSS
	Page  any
}

// write sends the page. forms says where its forms may lead. Nothing runs and
// nothing is fetched: the policy allows the one style and nothing else.
func (p *htmlPage) write(w http.ResponseWriter, status int, forms string, data any) {
	var body bytes.Buffer
	if err := p.template.ExecuteTemplate(&body, "layout", layoutData{Style: p.style, Page: data}); err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Content-Security-Policy", "default-src 'none'; style-src "+p.hash+
		"; form-action "+forms+"; base-uri 'none'; frame-ancestors 'none'")
	// Not "no-referrer": the browser would then hide the Origin of our own forms.
	head.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes())
}
