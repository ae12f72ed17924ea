package demoidp

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

const maxPage = 1 << 20

// seenPage is where a UserAgent arrived.
type seenPage struct {
	address string
	status  int
	body    string
	left    bool // it is the program's listener, not the demo
}

// seenForm is one form of a page with its hidden fields.
type seenForm struct {
	action string
	fields url.Values
}

var (
	formPattern   = regexp.MustCompile(`(?s)<form[^>]* action="([^"]*)"[^>]*>(.*?)</form>`)
	hiddenPattern = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	titlePattern  = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
)

// form finds the first form that leads to action. The demo's own pages are read,
// so patterns are enough.
func (p *seenPage) form(action string) (seenForm, bool) {
	for _, found := range formPattern.FindAllStringSubmatch(p.body, -1) {
		if html.UnescapeString(found[1]) != action {
			continue
		}
		form := seenForm{action: action, fields: url.Values{}}
		for _, field := range hiddenPattern.FindAllStringSubmatch(found[2], -1) {
			form.fields.Set(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
		}
		return form, true
	}
	return seenForm{}, false
}

func (p *seenPage) title() string {
	if found := titlePattern.FindStringSubmatch(p.body); found != nil {
		return fmt.Sprintf("%d %s", p.status, html.UnescapeString(found[1]))
	}
	return fmt.Sprintf("%d without a title", p.status)
}

// signedOut tells whether this is the end of signing out without a way back.
func (p *seenPage) signedOut() bool {
	return p.status == http.StatusOK && strings.HasPrefix(pathOf(p.address), pathEndSession) && formPattern.FindString(p.body) == ""
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// follow sends a request and walks the redirects. It ends at a page of the demo,
// or when another loopback origin, the program's listener, has answered.
func (a *UserAgent) follow(ctx context.Context, method, address string, fields url.Values) (*seenPage, error) {
	home, ok := loopbackOrigin(address)
	if !ok {
		return nil, ErrLeftLoopback
	}
	for count := range maxHops {
		origin, ok := loopbackOrigin(address)
		if !ok {
			return nil, ErrLeftLoopback
		}
		page, next, err := a.hop(ctx, method, address, fields)
		if err != nil {
			return nil, err
		}
		// A program may hand out an address of its own that leads to the demo, to
		// keep a hint for signing out from the arguments of the browser.
		if there, ok := loopbackOrigin(next); count == 0 && ok && strings.HasPrefix(pathOf(next), pathEndSession) {
			home, origin = there, there
		}
		page.left = origin != home
		// The listener may clean its address by a redirect; its page is not ours.
		if next == "" || page.left {
			return page, nil
		}
		method, address, fields = http.MethodGet, next, nil
	}
	return nil, errors.New("too many redirects")
}

// hop makes one request; next is where a redirect leads.
func (a *UserAgent) hop(ctx context.Context, method, address string, fields url.Values) (page *seenPage, next string, err error) {
	client, err := a.start()
	if err != nil {
		return nil, "", err
	}
	var body io.Reader
	if fields != nil {
		body = strings.NewReader(fields.Encode())
	}
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, "", err
	}
	request.Header.Set("Accept", "text/html")
	if fields != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, "", withoutAddress(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err != nil {
		return nil, "", err
	}
	if location, err := response.Location(); err == nil {
		next = location.String()
	}
	return &seenPage{address: address, status: response.StatusCode, body: string(content)}, next, nil
}

// withoutAddress drops the address from an error: it may hold a code.
func withoutAddress(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
