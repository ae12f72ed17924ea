package demoidp

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const (
	hugePadding = 2 << 20
	missingTail = 64 // bytes that are announced and never sent
	// pathElsewhere is where redirects lead that nobody may follow; see EndpointElsewhere.
	pathElsewhere = "/elsewhere"
	guestNetwork  = "<!doctype html><title>Guest network</title><p>Accept the terms to go online."
)

// answerer answers in place of an endpoint; honest is the endpoint itself.
type answerer func(s *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc)

// answerFault is a fault that needs nothing of an endpoint but its address.
type answerFault struct {
	name, endpoint string
	grant          string // only this grant_type; empty: every request
	answer         answerer
}

func answerFaults() []answerFault {
	return slices.Concat([]answerFault{
		{FaultDiscoveryHTML, EndpointDiscovery, "", webPage},
		{FaultDiscoveryHuge, EndpointDiscovery, "", huge},
		{FaultDiscoveryTruncated, EndpointDiscovery, "", truncated},
		{FaultDiscoveryRedirect, EndpointDiscovery, "", redirect(http.StatusFound, "http://192.0.2.1"+pathDiscovery)},
		{FaultDiscovery500, EndpointDiscovery, "", plainStatus(http.StatusInternalServerError)},
		{FaultDiscovery404, EndpointDiscovery, "", plainStatus(http.StatusNotFound)},
		{FaultDiscovery429, EndpointDiscovery, "", plainStatus(http.StatusTooManyRequests)},
		{FaultKeys500, EndpointKeys, "", plainStatus(http.StatusInternalServerError)},
		{FaultKeysHTML, EndpointKeys, "", webPage},
		{FaultKeysRedirect, EndpointKeys, "", redirect(http.StatusFound, "https://collector.example/keys")},
		{FaultUserInfo500, EndpointUserInfo, "", plainStatus(http.StatusInternalServerError)},
		{FaultUserInfoHTML, EndpointUserInfo, "", webPage},
		{FaultDevice500, EndpointDeviceStart, "", plainStatus(http.StatusInternalServerError)},
	}, tokenAnswerFaults(), rightsAnswerFaults())
}

func tokenAnswerFaults() []answerFault {
	return []answerFault{
		{FaultRefresh500, EndpointToken, grantRefresh, plainStatus(http.StatusInternalServerError)},
		{FaultRefreshInvalidGrant, EndpointToken, grantRefresh, refusal("invalid_grant", http.StatusBadRequest)},
		{FaultDeviceDenied, EndpointToken, grantDevice, refusal("access_denied", http.StatusBadRequest)},
		{FaultDeviceDrop, EndpointToken, grantDevice, everySecondPoll(drop)},
		{FaultDeviceSlowDown, EndpointToken, grantDevice, everySecondPoll(slowDown)},
		{FaultToken500, EndpointToken, "", plainStatus(http.StatusInternalServerError)},
		{FaultTokenSlow, EndpointToken, "", never},
		{FaultTokenDrop, EndpointToken, "", drop},
		{FaultToken429, EndpointToken, "", plainStatus(http.StatusTooManyRequests)},
		{FaultTokenHTML, EndpointToken, "", webPage},
		{FaultTokenHuge, EndpointToken, "", huge},
		{FaultTokenTruncated, EndpointToken, "", truncated},
		{FaultTokenRedirect, EndpointToken, "", redirect(http.StatusTemporaryRedirect, pathElsewhere)},
		{FaultTokenInvalidGrant, EndpointToken, "", refusal("invalid_grant", http.StatusBadRequest)},
		{FaultTokenInvalidClient, EndpointToken, "", refusal("invalid_client", http.StatusUnauthorized)},
		{FaultTokenEcho, EndpointToken, "", echo},
	}
}

// spoilAnswer answers a request in the way of a fault that is on, if there is one.
// The form is read first: a fault may be of one grant only, and a request that is
// not read to its end is not known to be broken off (see never).
func (s *Server) spoilAnswer(w http.ResponseWriter, r *http.Request, endpoint string, honest http.HandlerFunc) bool {
	for _, f := range answerFaults() {
		if f.endpoint != endpoint || !s.fault(f.name) {
			continue
		}
		if err := r.ParseForm(); err != nil || f.grant != "" && r.PostForm.Get("grant_type") != f.grant {
			continue
		}
		f.answer(s, w, r, honest)
		return true
	}
	return false
}

// plainStatus answers a status in words no client can read, as a proxy does; with
// 429 goes Retry-After.
func plainStatus(status int) answerer {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
		if status == http.StatusTooManyRequests {
			w.Header().Set("Retry-After", "30")
		}
		http.Error(w, http.StatusText(status), status)
	}
}

func refusal(code string, status int) answerer {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
		(&oauthError{code: code, description: "A fault of the demo provider is on.", status: status}).write(w)
	}
}

func redirect(status int, target string) answerer {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
		http.Redirect(w, r, target, status)
	}
}

// webPage is what a network says that wants its terms accepted first.
func webPage(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(guestNetwork))
}

func drop(*Server, http.ResponseWriter, *http.Request, http.HandlerFunc) { panic(http.ErrAbortHandler) }

func never(_ *Server, _ http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
	<-r.Context().Done()
}

// echo repeats every value of the form, secrets too, where a client may show it.
func echo(_ *Server, w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
	values := []string{}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		values = append(values, r.PostForm[name]...)
	}
	refuse("invalid_request", "Cannot use "+strings.Join(values, " ")).write(w)
}

// huge is the honest answer with 2 MiB more in it.
func huge(_ *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc) {
	kept := keep(r, honest)
	var answer map[string]any
	if err := json.Unmarshal(kept.body.Bytes(), &answer); err != nil {
		answer = map[string]any{}
	}
	answer["padding"] = strings.Repeat("x", hugePadding)
	maps.Copy(w.Header(), kept.header)
	writeJSON(w, kept.status, answer)
}

// truncated is the whole honest answer, announced as longer: readable for a client
// that does not look whether everything came. The server closes the connection.
func truncated(_ *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc) {
	kept := keep(r, honest)
	maps.Copy(w.Header(), kept.header)
	w.Header().Set("Content-Length", strconv.Itoa(kept.body.Len()+missingTail))
	w.WriteHeader(kept.status)
	_, _ = w.Write(kept.body.Bytes())
}

// keptAnswer is an answer that is not sent yet.
type keptAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func keep(r *http.Request, honest http.HandlerFunc) *keptAnswer {
	kept := &keptAnswer{header: http.Header{}, status: http.StatusOK}
	honest(kept, r)
	return kept
}

func (k *keptAnswer) Header() http.Header { return k.header }

func (k *keptAnswer) WriteHeader(status int) { k.status = status }

func (k *keptAnswer) Write(b []byte) (int, error) { return k.body.Write(b) }
