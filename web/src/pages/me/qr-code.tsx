import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** Drawn here: a secret in it goes to nobody. Black on white in both schemes, with the margin that cameras want. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { count, path } = useMemo(() => {
    const code = qrcode(0, 'M')
    code.addData(text)
    code.make()
    const count = code.getModuleCount()
    let path = ''
    for (let row = 0; row < count; row += 1)
      for (let column = 0; column < count; column += 1)
        if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`
    return { count, path }
  }, [text])
  const side = count + 8
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} width={200} height={200} shapeRendering="crispEdges">
      <rect width={side} height={side} rx={2} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
