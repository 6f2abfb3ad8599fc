import { documentFirst } from './document-first.ts'

interface NativeDetector {
  detect(image: ImageData): Promise<{ readonly rawValue: string }[]>
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader (Android: nothing to download), where it exists and knows QR codes. */
export async function nativeReader(): Promise<((image: ImageData) => Promise<string | undefined>) | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeDetectorClass }
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => [])
  if (BarcodeDetector === undefined || !formats?.includes('qr_code')) return undefined
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (image) => documentFirst((await detector.detect(image).catch(() => [])).map(({ rawValue }) => rawValue))
}
