//go:build linux

package endtoend

import (
	"fmt"
	"strings"
	"syscall"
	"time"
)

// visit opens an address.
func (f *firefox) visit(address string) {
	f.t.Helper()
	f.call("WebDriver:Navigate", map[string]any{"url": address})
}

func (f *firefox) element(selector string) (string, error) {
	found, err := f.try("WebDriver:FindElement", map[string]any{"using": "css selector", "value": selector})
	if err != nil {
		return "", err
	}
	reference, _ := found["value"].(map[string]any)
	for _, id := range reference {
		return id.(string), nil
	}
	return "", fmt.Errorf("no element %s", selector)
}

func (f *firefox) has(selector string) bool {
	_, err := f.element(selector)
	return err == nil
}

func (f *firefox) click(selector string) {
	f.t.Helper()
	eventually(f.t, 20*time.Second, "clickable: "+selector, func() bool {
		id, err := f.element(selector)
		if err == nil {
			_, err = f.try("WebDriver:ElementClick", map[string]any{"id": id})
		}
		return err == nil
	})
}

func (f *firefox) write(selector, text string) {
	f.t.Helper()
	id, err := f.element(selector)
	if err != nil {
		f.t.Fatal(err)
	}
	f.call("WebDriver:ElementSendKeys", map[string]any{"id": id, "text": text})
}

func (f *firefox) shows(text string) {
	f.t.Helper()
	eventually(f.t, 20*time.Second, "on the page: "+text, func() bool {
		source, err := f.try("WebDriver:GetPageSource", map[string]any{})
		return err == nil && strings.Contains(fmt.Sprint(source["value"]), text)
	})
}

// visitInContainer opens an address in a tab of the container "Work", as a person
// does with a long press on the plus sign.
func (f *firefox) visitInContainer(address string) {
	f.t.Helper()
	f.call("Marionette:SetContext", map[string]any{"value": "chrome"})
	f.call("WebDriver:ExecuteScript", map[string]any{
		"args":   []any{address},
		"script": `gBrowser.addTrustedTab(arguments[0], { userContextId: 2 });`,
	})
	f.call("Marionette:SetContext", map[string]any{"value": "content"})
}

// close closes it as its own menu does, so that everything is written.
func (f *firefox) close() {
	f.t.Helper()
	f.call("Marionette:Quit", map[string]any{"flags": []string{"eAttemptQuit"}})
	_ = f.wire.Close()
	select {
	case <-f.ended:
	case <-time.After(time.Minute):
		f.t.Fatal("Firefox does not end")
	}
}

// kill ends it at once, with everything that it started.
func (f *firefox) kill() {
	_ = syscall.Kill(-f.command.Process.Pid, syscall.SIGKILL) // its own group
	<-f.ended
}
