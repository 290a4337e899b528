"""`python -m benchmarks.voice.peer`: pipecat with Silero as an echo over Media Streams, where it is installed.

Not among our dependencies, for it brings half a gigabyte: `pip install "pipecat-ai[websocket,silero]"` puts it there.
It prints its port and ends with SIGTERM, as `server` does.
"""

import importlib.util
import socket
from typing import Any

import uvicorn
from fastapi import FastAPI, WebSocket

from containers.media_stream.gate import PATH

PIPECAT = "pipecat"
MOST_CALLS = 20
"""So many take most of a processor: 44 ms for a second of each (measured, 1.14 with Silero)."""


def installed() -> bool:
    """Whether there is a pipecat to compare with."""
    return importlib.util.find_spec(PIPECAT) is not None


def application() -> FastAPI:
    """A pipeline for each connection: audio in, voice activity, the same audio out."""
    from loguru import logger  # noqa: PLC0415 - only where pipecat is installed
    from pipecat.audio.vad.silero import SileroVADAnalyzer  # noqa: PLC0415
    from pipecat.frames.frames import Frame, InputAudioRawFrame, OutputAudioRawFrame  # noqa: PLC0415
    from pipecat.pipeline.pipeline import Pipeline  # noqa: PLC0415
    from pipecat.pipeline.worker import PipelineParams, PipelineWorker  # noqa: PLC0415
    from pipecat.processors.audio.vad_processor import VADProcessor  # noqa: PLC0415
    from pipecat.processors.frame_processor import FrameDirection, FrameProcessor  # noqa: PLC0415
    from pipecat.serializers.twilio import TwilioFrameSerializer  # noqa: PLC0415
    from pipecat.transports.websocket.fastapi import (  # noqa: PLC0415
        FastAPIWebsocketParams,
        FastAPIWebsocketTransport,
    )
    from pipecat.workers.runner import WorkerRunner  # noqa: PLC0415

    logger.remove()

    class Echo(FrameProcessor):  # type: ignore[misc]
        async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
            await super().process_frame(frame, direction)
            if isinstance(frame, InputAudioRawFrame):
                frame = OutputAudioRawFrame(frame.audio, frame.sample_rate, frame.num_channels)
            await self.push_frame(frame, direction)

    app = FastAPI()

    @app.websocket(PATH)
    async def attend(line: WebSocket) -> None:
        await line.accept()
        await line.receive_text()
        stream_sid = (await line.receive_json())["streamSid"]
        serializer = TwilioFrameSerializer(stream_sid, params=TwilioFrameSerializer.InputParams(auto_hang_up=False))
        params = FastAPIWebsocketParams(serializer=serializer, audio_in_enabled=True, audio_out_enabled=True)
        transport = FastAPIWebsocketTransport(line, params)
        vad = VADProcessor(vad_analyzer=SileroVADAnalyzer(sample_rate=8000))
        pipeline = Pipeline([transport.input(), vad, Echo(), transport.output()])
        rates = PipelineParams(audio_in_sample_rate=8000, audio_out_sample_rate=8000)
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(PipelineWorker(pipeline, params=rates, idle_timeout_secs=None))
        await runner.run()

    return app


def main() -> None:
    """Serve on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(listening.getsockname()[1], flush=True)
        options: dict[str, Any] = {"loop": "uvloop", "log_level": "error", "timeout_graceful_shutdown": 1}
        uvicorn.run(application(), fd=listening.fileno(), **options)


if __name__ == "__main__":
    main()
