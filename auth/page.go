package auth

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
)

// writePage sends a constant page. Nothing of the request is in it, it loads
// nothing, and it runs no script.
func writePage(w http.ResponseWriter, page []byte) {
	h := protect(w, stylePolicy(page))
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(page)))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(page)
	_ = http.NewResponseController(w).Flush()
}

// writeRefusal answers what is ignored: the same bytes for every input.
func writeRefusal(w http.ResponseWriter, status int) {
	text := http.StatusText(status) + "\n"
	h := protect(w, "")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// protect sets what keeps the address, which held the code, out of caches,
// referrers and frames (RFC 9700 sections 4.2 and 4.3).
func protect(w http.ResponseWriter, styles string) http.Header {
	policy := "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	if styles != "" {
		policy += "; style-src" + styles
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	return h
}

// stylePolicy allows the page's own <style> elements by their hash. The page is
// known when the header is written, so there is no need for 'unsafe-inline',
// which would allow every style, injected ones included.
func stylePolicy(page []byte) string {
	var sources strings.Builder
	for rest := page; ; {
		_, after, found := bytes.Cut(rest, []byte("<style"))
		if !found {
			return sources.String()
		}
		_, body, opened := bytes.Cut(after, []byte(">"))
		style, tail, closed := bytes.Cut(body, []byte("</style>"))
		if !opened || !closed {
			return sources.String()
		}
		sum := sha256.Sum256(style)
		sources.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
		rest = tail
	}
}

func plainPage(ok bool) []byte {
	words := "The sign-in did not succeed. Return to the program to see why."
	if ok {
		words = "You are signed in. You can close this page."
	}
	return []byte("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Latchkey</title><p>" + words + "</p></html>\n")
}
