package auth

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// answer is one complete HTTP answer within the limits.
type answer struct {
	at     Endpoint
	host   string
	status int
	header http.Header
	body   []byte
	sent   time.Time // when the question left, by our clock
}

// readBody reads a whole answer within its limits of size and time, or nothing: a
// body that is announced as too large is not begun with.
func readBody(ask call, resp *http.Response, limit *step) ([]byte, error) {
	most := cmp.Or(ask.limit, bodyLimit)
	tooLarge := malformed(ask.at, "too_large", fmt.Sprintf("more than %d bytes", most))
	if resp.ContentLength > most {
		return nil, tooLarge
	}
	var body bytes.Buffer
	if resp.ContentLength > 0 {
		body.Grow(int(resp.ContentLength) + bytes.MinRead)
	}
	_, err := body.ReadFrom(limit.paced(io.LimitReader(resp.Body, most+1)))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, malformed(ask.at, "truncated", "it ends too early")
	case err == nil && int64(body.Len()) > most:
		return nil, tooLarge
	}
	return body.Bytes(), err
}

func (a answer) isJSON() bool {
	media, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	return err == nil && (media == "application/json" || strings.HasSuffix(media, "+json"))
}

// object decodes a JSON object into v.
func (a answer) object(v any) error {
	if !a.isJSON() {
		return malformed(a.at, "not_json", "the content type is not JSON")
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		return malformed(a.at, "not_json", "not the expected JSON")
	}
	return nil
}

// errorObject decodes an error answer as far as it can be decoded: proxies and
// servers label these carelessly, and only cleaned words are taken from it.
func (a answer) errorObject(v any) { _ = json.Unmarshal(a.body, v) }
