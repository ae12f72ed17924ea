package demoidp

import (
	"slices"
	"time"
)

// book is everything the server remembers; Server.mu guards it.
type book struct {
	people     map[string]*account // by person id
	codes      map[string]*authCode
	access     map[string]*accessToken
	refresh    map[string]*refreshToken
	devices    map[string]*deviceCode    // by device code
	pushed     map[string]*pushedRequest // by request_uri
	proofs     map[string]time.Time      // DPoP proofs that were used, until when that matters
	nonces     []proofNonce              // the newest last
	browsers   map[string]*browserSession
	faults     map[string]bool
	addresses  map[string]bool // queries that the cache of FaultRightsCached has seen
	down       bool
	refuse     bool // down without an answer
	fixedToken bool // rights follow the token without the fault
}

// account is what changes about a person.
type account struct {
	rights  []right
	pending []pendingItem
	next    func([]right) []right // the change that waits for the first rights answer
}

// grant is one sign-in of one person; its tokens are one family and die together.
type grant struct {
	id     string
	person Person
	scope  []string
	// resources that were asked for; see Server.audience
	resources []string
	authTime  time.Time
	madeAt    time.Time
	device    bool
	dead      bool
	seen      snapshots
	idTokens  int // how many were made; from the second on they are renewals
}

// snapshots are rights of earlier moments, for the faults that answer with those.
type snapshots struct{ signIn, browser []right }

type authCode struct {
	grant   *grant
	request authRequest
	ends    time.Time
	used    bool
}

type accessToken struct {
	grant  *grant
	scope  []string
	key    string // thumbprint of the key it is bound to, or empty
	ends   time.Time
	rights []right // of the moment it was made
}

type refreshToken struct {
	grant     *grant
	key       string // as of accessToken
	challenge string // whose verifier the next use must bring; see serial_pkce.go
	ends      time.Time
	used      bool
}

// browserSession is the single sign-on session of one browser.
type browserSession struct {
	person   Person
	authTime time.Time
	rights   []right // of the moment it began
}

func newBook(now time.Time, rightsFollowToken bool) *book {
	b := &book{
		people: map[string]*account{}, codes: map[string]*authCode{}, access: map[string]*accessToken{},
		refresh: map[string]*refreshToken{}, devices: map[string]*deviceCode{}, browsers: map[string]*browserSession{},
		pushed: map[string]*pushedRequest{}, proofs: map[string]time.Time{},
		faults: map[string]bool{}, addresses: map[string]bool{}, fixedToken: rightsFollowToken,
	}
	for _, p := range People() {
		b.people[p.ID] = firstAccount(p.ID, now)
	}
	return b
}

// revoke ends a grant with all its tokens.
func (b *book) revoke(g *grant) {
	g.dead = true
	for id, t := range b.access {
		if t.grant == g {
			delete(b.access, id)
		}
	}
}

func (b *book) expireAccess(person string) {
	for _, t := range b.access {
		if t.grant.person.ID == person {
			t.ends = time.Time{}
		}
	}
}

func (b *book) endSessions(person string) {
	for _, c := range b.codes {
		if c.grant.person.ID == person {
			b.revoke(c.grant)
		}
	}
	for _, t := range b.refresh {
		if t.grant.person.ID == person {
			b.revoke(t.grant)
		}
	}
	for _, t := range b.access {
		if t.grant.person.ID == person {
			b.revoke(t.grant)
		}
	}
	for id, session := range b.browsers {
		if session.person.ID == person {
			delete(b.browsers, id)
		}
	}
}

// prune forgets what ended, so that a demo that runs for weeks stays small. Used
// refresh tokens stay until their end: reuse must be recognized.
func (b *book) prune(now time.Time) {
	for id, c := range b.codes {
		if now.After(c.ends.Add(time.Hour)) {
			delete(b.codes, id)
		}
	}
	for id, t := range b.access {
		if now.After(t.ends.Add(time.Hour)) {
			delete(b.access, id)
		}
	}
	for id, t := range b.refresh {
		if now.After(t.ends) {
			delete(b.refresh, id)
		}
	}
	for id, p := range b.pushed {
		if now.After(p.ends) {
			delete(b.pushed, id)
		}
	}
	for id, ends := range b.proofs {
		if now.After(ends) {
			delete(b.proofs, id)
		}
	}
	for id, d := range b.devices {
		if now.After(d.ends.Add(time.Hour)) {
			delete(b.devices, id)
		}
	}
}

func (b *book) setRight(person, id, state string) {
	a := b.people[person]
	// Copied first: snapshots share the slice.
	a.rights = slices.Clone(a.rights)
	at := slices.IndexFunc(a.rights, func(r right) bool { return r.ID == id })
	if at < 0 {
		a.rights = append(a.rights, right{ID: id, Name: id, State: state, Source: "organization"})
		return
	}
	a.rights[at].State, a.rights[at].Reason = state, ""
	if state == stateExpired {
		a.rights[at].Reason = "Ended on the control page."
	}
}

func (b *book) removeRight(person, id string) {
	a := b.people[person]
	a.rights = slices.DeleteFunc(slices.Clone(a.rights), func(r right) bool { return r.ID == id })
}
