import { Anchor, Breadcrumbs, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import classes from './page.module.css'

/** A page: what it is called, where it lies, what can be done. Its title has the focus when one comes to it. */
export function Page({
  title,
  lead,
  crumbs = [],
  actions,
  hideTitle = false,
  children,
}: {
  title: string
  /** What this is, in one sentence. */
  lead?: ReactNode
  crumbs?: { title: string; to: string }[]
  actions?: ReactNode
  hideTitle?: boolean
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Carteiro`
  }, [title])
  useEffect(() => {
    // Whoever does not see hears that it is another page. Not where the page has put the focus into a field.
    const { activeElement } = document
    if (!activeElement || activeElement === document.body || activeElement.closest('nav'))
      heading.current?.focus({ preventScroll: true })
  }, [])
  const named = (
    <Title order={1} tabIndex={-1} ref={heading} className={classes.title}>
      {title}
    </Title>
  )
  return (
    <Stack gap="lg" className={classes.page}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} className={classes.head}>
          {crumbs.length > 0 && (
            <Breadcrumbs component="nav" aria-label={title} separatorMargin={6}>
              {crumbs.map((crumb) => (
                <Anchor component={Link} to={crumb.to} key={crumb.to} size="sm">
                  {crumb.title}
                </Anchor>
              ))}
              <Text size="sm" c="dimmed" aria-current="page">
                {title}
              </Text>
            </Breadcrumbs>
          )}
          {hideTitle ? <VisuallyHidden>{named}</VisuallyHidden> : named}
          {lead && (
            <Text c="dimmed" maw={720}>
              {lead}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
