//go:build linux

package endtoend

import (
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// formPerson is a person at a browser without scripts: fills in the forms that
// come, presses a button, until a page has none. Cookies stay from one visit to
// the next. Only loopback is visited.
type formPerson struct {
	t       testing.TB
	writes  map[string]string // by name of the field
	presses string            // name of the button; else the first one
	client  *http.Client
}

const maxForms = 6

func newFormPerson(t testing.TB, writes map[string]string) *formPerson {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &formPerson{t: t, writes: writes, client: &http.Client{
		Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(next *http.Request, _ []*http.Request) error {
			if next.URL.Hostname() != "127.0.0.1" {
				return errors.New("a redirect leads away from loopback")
			}
			return nil
		},
	}}
}

// visit opens an address, answers what is asked there, and gives the last page.
func (p *formPerson) visit(address string) string {
	p.t.Helper()
	at, page := p.load(http.MethodGet, address, nil)
	for range maxForms {
		method, next, values := p.answer(page)
		if method == "" {
			return page
		}
		target, err := at.Parse(next)
		if err != nil {
			p.t.Errorf("a form leads to %q", next)
			return page
		}
		at, page = p.load(method, target.String(), values)
		if p.presses != "" && values.Has(p.presses) {
			return page // after a refusal there is nothing more to say
		}
	}
	p.t.Errorf("the forms do not end:\n%s", page)
	return page
}

// visitor gives the person's visit in the shape that a browser has here.
func (p *formPerson) visitor() func(string) { return func(address string) { p.visit(address) } }

// enters is what the person does with what a device shows.
func (p *formPerson) enters(address, code string) {
	p.writes["user_code"] = code
	p.visit(address)
}

var (
	formTag   = regexp.MustCompile(`(?s)<form([^>]*)>(.*?)</form>`)
	inputTag  = regexp.MustCompile(`<input([^>]*)>`)
	buttonTag = regexp.MustCompile(`<button([^>]*)>`)
	attribute = regexp.MustCompile(`([a-z_-]+)="([^"]*)"`)
	goesTo    = regexp.MustCompile(`<button onclick="location.href='([^']*)'"`)
)

// answer says what is sent for a page; no method: the page asks for nothing.
func (p *formPerson) answer(page string) (method, address string, values url.Values) {
	form := formTag.FindStringSubmatch(page)
	if form == nil {
		if found := goesTo.FindStringSubmatch(page); found != nil {
			return http.MethodGet, found[1], nil
		}
		return "", "", nil
	}
	values = url.Values{}
	for _, input := range inputTag.FindAllStringSubmatch(form[2], -1) {
		field := attributes(input[1])
		values.Set(field["name"], field["value"])
		if text, ok := p.writes[field["name"]]; ok {
			values.Set(field["name"], text)
		}
	}
	p.press(page, form, values)
	return http.MethodPost, attributes(form[1])["action"], values
}

// press adds what the pressed button says: the wanted one, or the page's first.
// A button may stand outside its form.
func (p *formPerson) press(page string, form []string, values url.Values) {
	pressed := map[string]string{}
	for _, found := range buttonTag.FindAllStringSubmatch(page, -1) {
		button := attributes(found[1])
		belongs := strings.Contains(form[2], found[0]) || button["form"] != "" && button["form"] == attributes(form[1])["id"]
		if belongs && (len(pressed) == 0 || p.presses != "" && button["name"] == p.presses) {
			pressed = button
		}
	}
	if pressed["name"] != "" {
		values.Set(pressed["name"], pressed["value"])
	}
}

func attributes(tag string) map[string]string {
	found := map[string]string{}
	for _, pair := range attribute.FindAllStringSubmatch(tag, -1) {
		found[pair[1]] = html.UnescapeString(pair[2])
	}
	return found
}

// load makes one request and says where it ended.
func (p *formPerson) load(method, address string, values url.Values) (*url.URL, string) {
	p.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(values.Encode()))
	if err != nil {
		p.t.Error(err)
		return nil, ""
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Errorf("the person's browser: %v", err)
		return nil, ""
	}
	defer func() { _ = response.Body.Close() }()
	page, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		p.t.Errorf("the person's browser: %v", err)
	}
	return response.Request.URL, string(page)
}
