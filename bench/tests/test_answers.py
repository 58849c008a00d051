"""Where an answer ends."""
import unittest

from harness.answers import Answer
from harness.stamps import Late

OK = b"HTTP/1.1 200 OK\r\n"


def read(data, step):
    """Whether it was complete after each piece."""
    answer, seen = Answer(), []
    for start in range(0, len(data), step):
        answer.add(data[start:start + step])
        seen.append(answer.complete)
    return answer, seen


class AnswersTest(unittest.TestCase):
    def test_an_answer_is_complete_at_its_length(self):
        for step in (1, 3, 1000):
            answer, seen = read(OK + b"content-length: 5\r\n\r\nhello", step)
            self.assertEqual((answer.body, seen.count(True), seen[-1]), (b"hello", 1, True))

    def test_an_answer_in_chunks_is_complete_at_the_last_one(self):
        chunks = b"5\r\nhello\r\nc\r\n, all of you\r\n0\r\n\r\n"
        for step in (1, 7, 1000):
            answer, seen = read(OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks, step)
            self.assertEqual((answer.body, seen.count(True), seen[-1]), (b"hello, all of you", 1, True))

    def test_an_answer_may_say_when_to_come_back(self):
        answer, _ = read(b"HTTP/1.1 503 Busy\r\nRetry-After: 2\r\ncontent-length: 0\r\n\r\n", 5)
        self.assertEqual((answer.status, answer.complete, answer.retry_after_s), (503, True, 2))
        broken, _ = read(b"HTTP/1.1 500 Oh\r\nRetry-After: 2\r\ncontent-length: 0\r\n\r\n", 5)
        with self.assertRaises(RuntimeError):
            self.fail(broken.retry_after_s)

    def test_an_answer_without_an_end_is_an_error(self):
        with self.assertRaises(RuntimeError):
            read(OK + b"\r\n", 1000)

    def test_an_end_in_the_middle_is_an_error(self):
        with self.assertRaises(Late):
            Answer().add(b"")


if __name__ == "__main__":
    unittest.main()
