package rights

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// Look returns what is cached with only the named rights in it, in the order of the file. It reads the file once, in pieces, and finds
// the same damage as Load. Errors: ErrNone, ErrDamaged.
func (c *Cache) Look(key Key, ids []string) (Snapshot, error) {
	file, size, err := c.open(key)
	if err != nil {
		return Snapshot{}, err
	}
	defer func() { _ = file.Close() }()
	reader := bufio.NewReaderSize(file, lookBuffer)
	var snapshot Snapshot
	if start, _ := reader.Peek(len(startFormat2)); string(start) == startFormat2 {
		snapshot, err = look(key, reader, wantedOf(ids))
	} else {
		snapshot, err = lookFormat1(key, reader, size, wantedOf(ids))
	}
	if err != nil {
		return Snapshot{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return snapshot, nil
}

// lookBuffer is a piece. A right is longer only when a server writes very long texts.
const lookBuffer = 256 << 10

func lookFormat1(key Key, reader io.Reader, size int64, wanted wanted) (Snapshot, error) {
	text, err := readText(reader, size)
	if err != nil {
		return Snapshot{}, err
	}
	snapshot, err := decodeSnapshot(key, text)
	if err != nil {
		return Snapshot{}, err
	}
	for i := range snapshot.Parts {
		some := []Right{}
		for _, right := range snapshot.Parts[i].Answer.Rights {
			if wanted.has([]byte(right.ID + "\t")) {
				some = append(some, right)
			}
		}
		snapshot.Parts[i].Answer.Rights = some
	}
	return snapshot, nil
}

func look(key Key, reader *bufio.Reader, wanted wanted) (Snapshot, error) {
	head, err := readHead(key, reader)
	if err != nil {
		return Snapshot{}, err
	}
	found := scan{wanted: wanted, left: head.BodyLength}
	for _, part := range head.Parts {
		found.parts, found.counts = append(found.parts, part.part()), append(found.counts, part.Count)
	}
	if err := found.body(reader); err != nil {
		return Snapshot{}, err
	}
	if found.sum != head.BodyCRC32C {
		return Snapshot{}, errBody
	}
	return Snapshot{Parts: found.parts, Generation: head.Generation}, nil
}

// scan goes through a body piece by piece.
type scan struct {
	wanted wanted
	left   int64 // bytes of the body that are still to come
	sum    uint32
	parts  []Part
	counts []int // lines that are still to come, of each part
	at     int   // the part that the next line belongs to
	ends   endsReader
}

func (s *scan) body(reader *bufio.Reader) error {
	for s.left > 0 {
		_, err := reader.Peek(1) // fills the buffer when it is empty
		if err != nil {
			return errBody
		}
		piece, _ := reader.Peek(reader.Buffered())
		piece = piece[:min(int64(len(piece)), s.left)]
		whole := bytes.LastIndexByte(piece, '\n') + 1
		if whole == 0 {
			if err := s.longLine(reader); err != nil {
				return err
			}
			continue
		}
		if err := s.piece(piece[:whole]); err != nil {
			return err
		}
		_, _ = reader.Discard(whole)
	}
	if _, err := reader.Peek(1); !errors.Is(err, io.EOF) {
		return errBody
	}
	return s.finish()
}

// longLine reads a line that starts in one piece and ends in another.
func (s *scan) longLine(reader *bufio.Reader) error {
	var line []byte
	for {
		part, err := reader.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case int64(len(line)) > s.left:
			return errBody
		case err == nil:
			return s.piece(line)
		case !errors.Is(err, bufio.ErrBufferFull):
			return errBody
		}
	}
}

// piece takes whole lines.
func (s *scan) piece(lines []byte) error {
	s.left -= int64(len(lines))
	s.sum = crc32.Update(s.sum, castagnoli, lines)
	for len(lines) > 0 {
		end := bytes.IndexByte(lines, '\n')
		line := lines[:end]
		lines = lines[end+1:]
		if err := s.next(); err != nil {
			return err
		}
		if !s.wanted.has(line) {
			continue
		}
		right, err := parseLine(string(line), &s.ends)
		if err != nil {
			return err
		}
		answer := &s.parts[s.at].Answer
		answer.Rights = append(answer.Rights, right)
	}
	return nil
}

// next counts a line to the part that it belongs to.
func (s *scan) next() error {
	for s.at < len(s.counts) && s.counts[s.at] == 0 {
		s.at++
	}
	if s.at == len(s.counts) {
		return errBody
	}
	s.counts[s.at]--
	return nil
}

func (s *scan) finish() error {
	for _, count := range s.counts {
		if count != 0 {
			return errBody
		}
	}
	return nil
}
