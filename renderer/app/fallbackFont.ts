/** Faces of Noto Sans SC by unicode range: the browser fetches only what no font of the machine can show. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
