package demoidp

import (
	"context"
	"net"
	"net/http"
	"time"
)

// portal is the sign-in page of a guest network: another origin on loopback, which
// FaultRightsPortal redirects to. It is there from the first time it is needed.
type portal struct {
	http    *http.Server
	address string
}

// portalAddress starts the portal, or gives the one that runs.
func (s *Server) portalAddress() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.portal != nil {
		return s.portal.address, nil
	}
	host, _, err := net.SplitHostPort(s.host)
	if err != nil {
		return "", err
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return "", err
	}
	p := &portal{address: "http://" + listener.Addr().String() + "/"}
	p.http = &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.counts.add(EndpointElsewhere)
		webPage(s, w, r, nil)
	})}
	go func() { _ = p.http.Serve(listener) }()
	s.portal = p
	return p.address, nil
}

func (s *Server) closePortal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.portal != nil {
		_ = s.portal.http.Close()
	}
}

// toPortal sends whoever asks to the guest network's sign-in page.
func toPortal(s *Server, w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
	address, err := s.portalAddress()
	if err != nil {
		s.broken(w, err)
		return
	}
	http.Redirect(w, r, address, http.StatusFound)
}
