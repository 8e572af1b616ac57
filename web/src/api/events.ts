/** Follows server-sent events until `over`; a broken line is taken up again where it broke (`Last-Event-ID`). */
export function follow(
  address: string,
  heard: { event: (text: string, id: string) => void; over?: () => void },
): () => void {
  const source = new EventSource(address)
  source.onmessage = (message: MessageEvent<string>) => heard.event(message.data, message.lastEventId)
  source.onerror = () => {
    // Closed: the server has answered 204, nothing more comes. Otherwise the browser tries again by itself.
    if (source.readyState === EventSource.CLOSED) heard.over?.()
  }
  return () => source.close()
}
