package rights

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"
)

// Summary is a snapshot in numbers: what status shows, without reading the rights.
type Summary struct {
	Parts      []PartSummary
	Generation uint64
	CountedAt  time.Time     // when Granted was counted, which is when the snapshot was saved
	Grace      time.Duration // as in Snapshot; never stored
}

// PartSummary is one source's answer in numbers.
type PartSummary struct {
	Source       string
	Count        int // rights
	Granted      int // of them, by their own ends, at Summary.CountedAt; see Summary.Holds
	Pending      int // invitations
	CheckedAt    time.Time
	ValidUntil   time.Time
	OfflineUntil time.Time
	FetchedAt    time.Time
	ServerDate   time.Time
	ETag         string
	Organization Organization
	NextEnd      time.Time // the first own end of a granted right after CountedAt; zero: none
}

// Summary reads the head of what is cached, and nothing else: that the rights themselves can be read is not looked at. Errors: ErrNone,
// ErrDamaged.
func (c *Cache) Summary(key Key) (Summary, error) {
	file, size, err := c.open(key)
	if err != nil {
		return Summary{}, err
	}
	defer func() { _ = file.Close() }()
	reader := bufio.NewReaderSize(file, headBuffer)
	if start, _ := reader.Peek(len(startFormat2)); string(start) != startFormat2 {
		return c.summaryOfFormat1(key, reader, size)
	}
	head, err := readHead(key, reader)
	if err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return head.summary(), nil
}

// headBuffer holds nearly every head.
const headBuffer = 8 << 10

func readHead(key Key, reader *bufio.Reader) (cacheHead, error) {
	line, err := reader.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line = append([]byte{}, line...)
		for errors.Is(err, bufio.ErrBufferFull) && len(line) < maxHead {
			var more []byte
			more, err = reader.ReadSlice('\n')
			line = append(line, more...)
		}
	}
	if err != nil {
		return cacheHead{}, errors.New("the head is not whole")
	}
	return parseHead(key, line[:len(line)-1])
}

// summaryOfFormat1 counts. The file becomes one of format 2 with the next answer.
func (c *Cache) summaryOfFormat1(key Key, reader io.Reader, size int64) (Summary, error) {
	text, err := readText(reader, size)
	if err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	snapshot, err := decodeSnapshot(key, text)
	if err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return snapshot.Summary(c.opts.Now()), nil
}

// Summary counts a snapshot at a moment, as Cache.Summary has it after a Save at that moment.
func (s Snapshot) Summary(now time.Time) Summary {
	summary := Summary{Generation: s.Generation, CountedAt: now.UTC(), Grace: s.Grace, Parts: []PartSummary{}}
	for _, part := range s.Parts {
		summary.Parts = append(summary.Parts, headOfPart(part, now).summary())
	}
	return summary
}

func (h cacheHead) summary() Summary {
	summary := Summary{Generation: h.Generation, CountedAt: h.CountedAt, Parts: []PartSummary{}}
	for _, part := range h.Parts {
		summary.Parts = append(summary.Parts, part.summary())
	}
	return summary
}

func (h partHead) summary() PartSummary {
	return PartSummary{
		Source: h.Source, Count: h.Count, Granted: h.Granted, Pending: len(h.Pending),
		CheckedAt: h.CheckedAt, ValidUntil: h.ValidUntil, OfflineUntil: h.OfflineUntil, FetchedAt: h.FetchedAt,
		ServerDate: h.ServerDate, ETag: h.ETag, Organization: h.Organization, NextEnd: h.NextEnd,
	}
}
