import { useEffect, useState } from 'react';
import { schemeAttribute } from './tokens.ts';

/** The scheme that the document shows, followed. */
export function useScheme(): string | null {
  const [scheme, setScheme] = useState(() => document.documentElement.getAttribute(schemeAttribute));
  useEffect(() => {
    const observer = new MutationObserver(() => setScheme(document.documentElement.getAttribute(schemeAttribute)));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: [schemeAttribute] });
    return () => observer.disconnect();
  }, []);
  return scheme;
}
