// Command rights stands before the demo's access-rights endpoint and answers with as many rights as its address says:
// http://127.0.0.1:PORT/100000. Whose they are is what the demo says for the token that is shown. From one answer to the next
// ten rights change: half of them come and go, half of them change their end.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

// lists are the finished texts of one number of rights, in turns.
type lists struct{ odd, even []byte }

type server struct {
	upstream string
	mu       sync.Mutex
	made     map[int]lists
	asked    int
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: rights ADDRESS RIGHTS-URL")
	}
	s := &server{upstream: os.Args[2], made: map[int]lists{}}
	log.Fatal((&http.Server{Addr: os.Args[1], Handler: s, ReadHeaderTimeout: 10 * time.Second}).ListenAndServe())
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Path[1:])
	if err != nil || n < 10 {
		http.NotFound(w, r)
		return
	}
	head, status, err := s.head(r)
	if err != nil || status != http.StatusOK {
		http.Error(w, "the demo does not answer", max(status, http.StatusUnauthorized))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	list := s.list(n)
	w.Header().Set("Content-Length", strconv.Itoa(len(head)+len(list)))
	_, _ = io.Copy(w, io.MultiReader(bytes.NewReader(head), bytes.NewReader(list)))
}

// head asks the demo and keeps everything but the rights: an object that is still open.
func (s *server) head(r *http.Request) (head []byte, status int, err error) {
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, s.upstream, nil)
	if err != nil {
		return nil, 0, err
	}
	request.Header.Set("Authorization", r.Header.Get("Authorization"))
	request.Header.Set("Cache-Control", "no-cache")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = response.Body.Close() }()
	var said map[string]any
	if response.StatusCode != http.StatusOK {
		return nil, response.StatusCode, nil
	}
	if err := json.NewDecoder(response.Body).Decode(&said); err != nil {
		return nil, 0, err
	}
	delete(said, "rights")
	text, err := json.Marshal(said)
	return append(bytes.TrimSuffix(text, []byte("}")), `,"rights":`...), http.StatusOK, err
}

// list is the rest of the object; odd and even take turns.
func (s *server) list(n int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	both, known := s.made[n]
	if !known {
		both = lists{odd: write(n, true), even: write(n, false)}
		s.made[n] = both
	}
	s.asked++
	if s.asked%2 == 1 {
		return both.odd
	}
	return both.even
}

func write(n int, odd bool) []byte {
	var text bytes.Buffer
	text.WriteByte('[')
	for i := range n {
		if i < 5 && odd {
			continue
		}
		until := "2036-03-31"
		if i >= n-5 && odd {
			until = "2036-04-30"
		}
		if text.Len() > 1 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"id":"bench.right.%06d","name":"Right number %d of the bench","state":"granted","source":"organization","until":"%s"}`, i, i, until)
	}
	text.WriteString("]}")
	return text.Bytes()
}
