package auth

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
)

// forgetQuery takes the query, and with it the spent code and the state, out of
// the browser's address bar and history (RFC 9700 section 4.2). It is the one
// script that the page may run: the policy names it by its hash.
const forgetQuery = "history.replaceState(null,'',location.pathname)"

// writePage sends a constant page. Nothing of the request is in it, and it loads
// nothing.
func writePage(w http.ResponseWriter, page []byte) {
	page = append(page[:len(page):len(page)], "<script>"+forgetQuery+"</script>\n"...)
	h := protect(w, stylePolicy(page)+"; script-src"+hashSource([]byte(forgetQuery)))
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
func protect(w http.ResponseWriter, allowed string) http.Header {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"+allowed)
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
		if sources.Len() == 0 {
			sources.WriteString("; style-src")
		}
		sources.WriteString(hashSource(style))
		rest = tail
	}
}

func hashSource(content []byte) string {
	sum := sha256.Sum256(content)
	return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func plainPage(ok bool) []byte {
	words := "The sign-in did not succeed. Return to the program to see why."
	if ok {
		words = "You are signed in. You can close this page."
	}
	return []byte("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Latchkey</title><p>" + words + "</p></html>\n")
}
