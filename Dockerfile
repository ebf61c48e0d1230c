# The interviewer on Telegram. Build:  docker build -t mock-interviewer .
# Run:  docker run -e MOCK_INTERVIEWER_TOKEN=... -v interviews:/data mock-interviewer
FROM python:3.12-slim

# PyTorch's own index has the CPU build: a quarter of the size, and no GPU is needed to grade.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN pip install --no-cache-dir --index-url ${TORCH_INDEX} "torch>=2.13,<2.14"

WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY interview_flow interview_flow
COPY question_bank question_bank
COPY evaluators evaluators
RUN pip install --no-cache-dir .

# The sandbox drops nothing it never had: the bot runs as an ordinary user.
RUN useradd --create-home --uid 10001 interviewer && mkdir /data && chown interviewer /data
USER interviewer
ENV MOCK_INTERVIEWER_DATABASE=sqlite:////data/interviews.db
VOLUME /data

# Checks the bank once and keeps the result, so that the first candidate does not wait for it.
RUN mock-interviewer doctor || true

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8081/health', timeout=4)"]
ENTRYPOINT ["mock-interviewer"]
CMD ["run", "--health", "8081"]
