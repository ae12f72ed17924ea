package demoidp

import (
	"net/http"
	"time"
)

// Faults of signing in on another device (RFC 8628).
const (
	FaultDeviceSlowDown   = "device_slow_down"
	FaultDeviceDrop       = "device_drop"
	FaultDeviceNoInterval = "device_no_interval"
	FaultDeviceExpires    = "device_expires"
	FaultDeviceDenied     = "device_denied"
	FaultDeviceBadAddress = "device_bad_address"
	FaultDevice500        = "device_500"
)

func deviceFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultDeviceSlowDown, Doc: "Every second time the program asks, it is told to ask less often.", Tolerated: true},
		{Name: FaultDeviceDrop, Doc: "Every second time the program asks, the connection is closed.", Tolerated: true},
		{Name: FaultDeviceNoInterval, Doc: "The provider does not say how often the program may ask.", Tolerated: true},
		{Name: FaultDeviceExpires, Doc: "The code for the other device ends after one second."},
		{Name: FaultDeviceDenied, Doc: "The sign-in on the other device is always declined."},
		{Name: FaultDeviceBadAddress, Doc: "The address to open on the other device is a piece of program."},
		{Name: FaultDevice500, Doc: "The provider breaks down when asked for a device code (500)."},
	}
}

// badAddress is a script where a web address belongs.
const badAddress = "javascript:alert(1)"

// spoilDevice applies the faults of the device authorization: to its answer, and
// to the code itself.
func (s *Server) spoilDevice(answer map[string]any) {
	if s.fault(FaultDeviceNoInterval) {
		delete(answer, "interval")
	}
	if s.fault(FaultDeviceBadAddress) {
		answer["verification_uri"], answer["verification_uri_complete"] = badAddress, badAddress
	}
	if s.fault(FaultDeviceExpires) {
		answer["expires_in"] = 1
		code, _ := answer["device_code"].(string)
		s.mu.Lock()
		defer s.mu.Unlock()
		if d, ok := s.book.devices[code]; ok {
			d.ends = s.now().Add(time.Second)
		}
	}
}

// everySecondPoll makes a fault of the first, third, fifth … poll of a device code,
// so that it is met also where the person has answered before the first.
func everySecondPoll(fail answerer) answerer {
	return func(s *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc) {
		s.mu.Lock()
		d, ok := s.book.devices[r.PostForm.Get("device_code")]
		odd := false
		if ok {
			d.polls++
			odd = d.polls%2 == 1
		}
		s.mu.Unlock()
		if !odd {
			honest(w, r)
			return
		}
		fail(s, w, r, honest)
	}
}

// slowDown asks for 5 more seconds between polls, and then expects them.
func slowDown(s *Server, w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
	s.mu.Lock()
	if d, ok := s.book.devices[r.PostForm.Get("device_code")]; ok {
		d.interval += slowDownStep
		d.polled = s.now()
	}
	s.mu.Unlock()
	refuse("slow_down", "Ask less often.").write(w)
}
