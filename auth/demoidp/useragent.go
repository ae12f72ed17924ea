package demoidp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"time"
)

// Errors of UserAgent.
var (
	// ErrLeftLoopback: a redirect led away from this computer, and was not followed.
	ErrLeftLoopback = errors.New("the address is not on loopback")
	// ErrUnexpectedPage: the demo showed a page without the form that was looked for.
	ErrUnexpectedPage = errors.New("the demo showed another page than expected")
)

const maxHops = 10

// UserAgent plays the person at the browser, over real HTTP. Its cookies stay from
// one call to the next, so a second sign-in meets the single sign-on session. Use
// it by pointer; calls may come at the same time.
type UserAgent struct {
	Person  string       // who to be; one of People's ids
	Decline bool         // press the button that refuses
	HTTP    *http.Client // default: a client of its own; its redirect policy is not used

	// Background makes Open return at once, as opening a real browser does; what
	// came of it is Wait's answer. For callers that open before they listen.
	Background bool

	once    sync.Once
	client  *http.Client
	clientE error
	running sync.WaitGroup
	mu      sync.Mutex
	err     error
}

// Open does what a browser and its person do with an address of the demo: loads
// it, answers the sign-in or sign-out page when there is one, and follows the
// redirects up to the program's listener, which is loaded too. It returns when the
// listener has answered. A message page of the demo is ErrUnexpectedPage.
func (a *UserAgent) Open(ctx context.Context, address string) error {
	if !a.Background {
		return a.visit(ctx, address)
	}
	a.running.Go(func() {
		// A browser goes on when the program that opened it gives up.
		err := a.visit(context.WithoutCancel(ctx), address)
		a.mu.Lock()
		defer a.mu.Unlock()
		a.err = errors.Join(a.err, err)
	})
	return nil
}

// Wait waits for every Open in the background and gives their errors.
func (a *UserAgent) Wait() error {
	a.running.Wait()
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.err
}

func (a *UserAgent) visit(ctx context.Context, address string) error {
	page, err := a.get(ctx, address)
	if err != nil {
		return fmt.Errorf("open address of the demo: %w", err)
	}
	if page.left || page.signedOut() {
		return nil
	}
	form, err := a.answer(page)
	if err != nil {
		return err
	}
	page, err = a.post(ctx, page.address, form)
	if err != nil {
		return fmt.Errorf("send form of the demo: %w", err)
	}
	if page.left || page.signedOut() {
		return nil
	}
	return fmt.Errorf("%w: %q", ErrUnexpectedPage, page.title())
}

// ApproveDevice opens the verification address, enters the user code and chooses
// the person, or declines. With verification_uri_complete the code may be empty.
func (a *UserAgent) ApproveDevice(ctx context.Context, verificationURI, userCode string) error {
	page, err := a.get(ctx, verificationURI)
	if err != nil {
		return fmt.Errorf("open device page: %w", err)
	}
	if form, ok := page.form(pathDevice); ok {
		form.fields.Set("user_code", userCode)
		if page, err = a.post(ctx, page.address, form); err != nil {
			return fmt.Errorf("enter user code: %w", err)
		}
	}
	form, err := a.answer(page)
	if err != nil {
		return err
	}
	page, err = a.post(ctx, page.address, form)
	switch {
	case err != nil:
		return fmt.Errorf("answer for the device: %w", err)
	case page.status != http.StatusOK:
		return fmt.Errorf("%w: %q", ErrUnexpectedPage, page.title())
	}
	return nil
}

// AcceptInvitation opens the address of an invitation and presses the one button.
func (a *UserAgent) AcceptInvitation(ctx context.Context, address string) error {
	page, err := a.get(ctx, address)
	if err != nil {
		return fmt.Errorf("open invitation: %w", err)
	}
	form, ok := page.form(pathOf(page.address))
	if !ok {
		return fmt.Errorf("%w: %q", ErrUnexpectedPage, page.title())
	}
	page, err = a.post(ctx, page.address, form)
	switch {
	case err != nil:
		return fmt.Errorf("accept invitation: %w", err)
	case page.status != http.StatusOK:
		return fmt.Errorf("%w: %q", ErrUnexpectedPage, page.title())
	}
	return nil
}

// answer fills the form that the person would press.
func (a *UserAgent) answer(page *seenPage) (seenForm, error) {
	for _, action := range []string{pathSignIn, pathDeviceApprove} {
		if form, ok := page.form(action); ok && a.Decline {
			form.fields.Set("deny", "1")
			return form, nil
		} else if ok {
			form.fields.Set("person", a.Person)
			return form, nil
		}
	}
	if form, ok := page.form(pathEndConfirm); ok {
		if a.Decline {
			form.fields.Set("stay", "1")
		}
		return form, nil
	}
	return seenForm{}, fmt.Errorf("%w: %q", ErrUnexpectedPage, page.title())
}

// start makes the client once: cookies of its own, redirects by hand.
func (a *UserAgent) start() (*http.Client, error) {
	a.once.Do(func() {
		client := http.Client{Timeout: time.Minute}
		if a.HTTP != nil {
			client = *a.HTTP
		}
		if client.Jar == nil {
			client.Jar, a.clientE = cookiejar.New(nil)
		}
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		a.client = &client
	})
	return a.client, a.clientE
}

func (a *UserAgent) get(ctx context.Context, address string) (*seenPage, error) {
	return a.follow(ctx, http.MethodGet, address, nil)
}

func (a *UserAgent) post(ctx context.Context, from string, form seenForm) (*seenPage, error) {
	base, err := url.Parse(from)
	if err != nil {
		return nil, err
	}
	target, err := base.Parse(form.action)
	if err != nil {
		return nil, err
	}
	return a.follow(ctx, http.MethodPost, target.String(), form.fields)
}
