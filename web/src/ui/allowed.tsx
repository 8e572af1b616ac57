import { Outlet } from 'react-router'
import { type Permission, useMay } from '../session'
import { NoPermission } from './no-permission'

/** Lets through whoever has one of these permissions; the others are told. */
export function Allowed({ needs }: { needs: Permission[] }) {
  const may = useMay()
  return needs.some(may) ? <Outlet /> : <NoPermission />
}
